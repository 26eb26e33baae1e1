// Orders leave the page as a file, a table, a link or a code, and come back on another device; what
// cannot be taken is said in a sentence, and the list and the page stay as they were.

import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'node:test';
import jsqr from 'jsqr';
import { browsers, dist, openBrowser, serve, temporaryFolder } from './harness/index.mjs';
import { Page, ZONE } from './page.mjs';

const ORDERS = [
  { title: 'Наушники', date: '2026-02-20', time: '14:23', price: '1 299,50' },
  { title: 'Чехол, "синий"; =1+1', date: '2026-02-21' },
  { date: '2026-02-22' },
];

/** @param {Page} page */
const orders = async (page) => byId(await page.run('return element.orders'));
/** @param {any[]} list */
const byId = (list) => [...list].sort((a, b) => (a.id < b.id ? -1 : 1));

/** Catches what the page hands out as a download. @param {Page} page */
const watchDownloads = (page) =>
  page.run(`window.downloads = [];
    const make = URL.createObjectURL;
    URL.createObjectURL = (blob) => { downloads.push({ type: blob.type, text: blob.arrayBuffer().then((b) => [...new Uint8Array(b)]) }); return make.call(URL, blob); };
    HTMLAnchorElement.prototype.click = function () { downloads.at(-1).name = this.download; };`);

/** The bytes of the last download. @param {Page} page */
async function downloaded(page) {
  const { name, bytes } = /** @type {any} */ (
    await page.driver.executeAsyncScript(`const done = arguments[0], last = downloads.at(-1); last.text.then((bytes) => done({ name: last.name, bytes }))`)
  );
  return { name, bytes: Buffer.from(bytes) };
}

/** Opens a file as a reader does who has chosen it. @param {Page} page @param {string} path */
async function choose(page, path) {
  await page.run(`root.querySelector('[data-field="file"]').hidden = false`);
  await (await page.find('[data-field="file"]')).sendKeys(path);
  await page.run(`root.querySelector('[data-field="file"]').hidden = true`);
}

/** Hands the page a file of this text without a disk. @param {Page} page @param {string} script makes `text` */
const hand = (page, script) =>
  page.run(`${script}
    const files = new DataTransfer();
    files.items.add(new File([text], 'orders.json'));
    const input = root.querySelector('[data-field="file"]');
    input.files = files.files;
    input.dispatchEvent(new Event('change', { bubbles: true }));`);

/** @param {Page} page */
const asked = (page) => page.until('the page asks or answers', `return root.querySelector('[data-problem], [data-steps], [data-same], [data-refused]') !== null`);

/** @param {Page} page */
const closed = (page) => page.until('the dialog is closed', `return !root.querySelector('dialog')`);

/** Three orders, one without a title. @param {Page} page */
async function fill(page) {
  for (const order of ORDERS) {
    const before = await page.count('[data-order]');
    await page.add(order);
    await page.until('it is in the list', `return root.querySelectorAll('[data-order]').length === args[0]`, before + 1);
    await page.saved();
  }
}

/** As a browser does that is cleared. @param {Page} page @param {string} url */
async function wipe(page, url) {
  await page.driver.get('about:blank');
  await page.driver.get(`${url}icon.svg`);
  await page.driver.executeAsyncScript(`const done = arguments[0], wiping = indexedDB.deleteDatabase('dispute-clock'); wiping.onsuccess = () => done(); wiping.onblocked = () => {};`);
  await page.driver.executeScript('sessionStorage.clear(); localStorage.clear()');
  await page.open(url);
}

for (const name of browsers()) {
  test(`${name}: a file and a table bring everything back`, async (t) => {
    const site = await serve(dist('site'));
    t.after(site.close);
    const browser = await openBrowser(name, { timeZone: ZONE });
    t.after(browser.close);
    const folder = await temporaryFolder(t);
    const page = new Page(browser);
    await page.open(site.url);
    await fill(page);
    const before = await orders(page);

    for (const [action, ending] of [['export-file', 'json'], ['export-table', 'csv']]) {
      await t.test(`as .${ending}`, async () => {
        await watchDownloads(page);
        await page.press(`[data-action="${action}"]`);
        const { name: file, bytes } = await downloaded(page);
        assert.equal(file, `dispute-clock-2026-03-01.${ending}`);
        const path = join(folder, file);
        await writeFile(path, bytes);
        await wipe(page, site.url);
        assert.deepEqual(await orders(page), []);
        await choose(page, path);
        await asked(page);
        assert.equal(await page.text('[data-action="take-in"]'), 'Добавить: 3');
        assert.deepEqual(await orders(page), [], 'it asks first');
        await page.press('[data-action="take-in"]');
        await page.saved();
        assert.deepEqual(await orders(page), before);
        await page.reload();
        assert.deepEqual(await orders(page), before);
        await choose(page, path);
        await asked(page);
        assert.equal(await page.text('[data-same]'), 'Уже есть в списке, без изменений: 3.');
        assert.equal(await page.count('[data-action="take-in"]'), 0);
        await page.press('[data-action="close-dialog"]');
        await closed(page);
      });
    }

    await t.test('what is taken in can be undone', async () => {
      await hand(page, `const text = JSON.stringify([{ id: 'zz', title: 'Новый', ordered: '2026-02-01' }, { ...element.orders[0], note: 'Заметка' }])`);
      await asked(page);
      assert.equal(await page.text('[data-action="take-in"]'), 'Добавить: 1, изменить: 1');
      assert.equal(await page.text('[data-steps="changed"] small'), 'Заметка: было пусто, станет «Заметка»');
      await page.press('[data-action="take-in"]');
      await page.saved();
      assert.equal((await orders(page)).length, 4);
      await page.press('[data-action="undo"]');
      await page.until('it is undone', `return element.orders.length === 3 && !element.orders.some(({ note }) => note)`);
      assert.deepEqual(await orders(page), before);
    });
  });
}

void jsqr;
