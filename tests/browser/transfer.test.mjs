// Orders leave the page as a file, a table, a link or a code, and come back on another device; what cannot be
// imported is explained in a sentence, and the list and the page stay as they were.

import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import jsqr from 'jsqr';
import { browsers, dist, openBrowser, serve, temporaryFolder } from './harness/index.mjs';
import { Page, ZONE, slowdown, visit } from './page.mjs';

const ORDERS = [
  { id: 'a1', title: 'Наушники', ordered: { local: '2026-02-20T14:23', timeZone: ZONE }, price: { amount: '1299.50', currency: 'RUB' }, proof: { film: true } },
  { id: 'b2', title: 'Чехол, "синий"; =1+1', ordered: { date: '2026-02-21', timeZone: ZONE }, received: { date: '2026-02-27', timeZone: ZONE }, problem: 'incomplete' },
  { id: 'c3', ordered: { date: '2026-02-22', timeZone: ZONE }, note: 'Две\nстроки' },
];

/** @param {Page} page */
const orders = async (page) => sortedById(await page.run('return element.orders'));
/** @param {any[]} list */
const sortedById = (list) => [...list].sort((a, b) => (a.id < b.id ? -1 : 1));

/** Captures the page's downloads. @param {Page} page */
const watchDownloads = (page) =>
  page.run(`window.downloads = [];
    const make = URL.createObjectURL;
    URL.createObjectURL = (blob) => { downloads.push({ type: blob.type, text: blob.arrayBuffer().then((b) => [...new Uint8Array(b)]) }); return make.call(URL, blob); };
    HTMLAnchorElement.prototype.click = function () { downloads.at(-1).name = this.download; };`);

/** The bytes of the last download. @param {Page} page */
async function lastDownload(page) {
  const { name, bytes } = /** @type {any} */ (
    await page.driver.executeAsyncScript(`const done = arguments[0], last = downloads.at(-1); last.text.then((bytes) => done({ name: last.name, bytes }))`)
  );
  return { name, bytes: Buffer.from(bytes) };
}

/** Opens a file as a reader does who has chosen it. @param {Page} page @param {string} path */
async function chooseFile(page, path) {
  await page.run(`root.querySelector('[data-field="file"]').hidden = false`);
  await (await page.find('[data-field="file"]')).sendKeys(path);
  await page.run(`root.querySelector('[data-field="file"]').hidden = true`);
}

/** Measures how long the page blocks. */
const BEAT = `const beat = { longest: 0, last: performance.now() };
  const look = () => {
    const now = performance.now();
    beat.longest = Math.max(beat.longest, now - beat.last);
    beat.last = now;
  };
  const beating = setInterval(look, 5);
  window.stopBeating = () => {
    clearInterval(beating);
    look();
    return beat.longest;
  };`;

/** Gives the page a file with this text, without a disk. @param {Page} page @param {string} script makes `text` @param {...string} args */
const giveFile = (page, script, ...args) =>
  page.run(`${script}
    const files = new DataTransfer();
    files.items.add(new File([text], 'orders.json'));
    const input = root.querySelector('[data-field="file"]');
    input.files = files.files;
    ${BEAT}
    input.dispatchEvent(new Event('change', { bubbles: true }));`, ...args);

/** @param {Page} page */
async function untilAnswered(page) {
  // A busy machine is slow with the largest files.
  for (const end = Date.now() + 60_000; Date.now() < end; await sleep(50)) {
    if ((await page.count('[data-problem], [data-steps], [data-same], [data-refused]')) > 0) return;
  }
  assert.fail('the page neither asks about the orders nor refuses them');
}

/** @param {Page} page */
const untilClosed = (page) => page.until('the dialog is closed', `return !root.querySelector('dialog')`);

/** Three orders, one without a title. @param {Page} page */
async function addOrders(page) {
  await giveFile(page, `const text = args[0]`, JSON.stringify(ORDERS));
  await untilAnswered(page);
  await page.press('[data-action="take-in"]');
  await page.saved();
  assert.deepEqual(await orders(page), ORDERS);
}

/** Clears the storage, as a browser does. @param {Page} page @param {string} url */
async function clearStorage(page, url) {
  await page.driver.get('about:blank');
  await page.driver.get(`${url}icon.svg`);
  await page.driver.executeAsyncScript(`const done = arguments[0], wiping = indexedDB.deleteDatabase('dispute-clock'); wiping.onsuccess = () => done(); wiping.onblocked = () => {};`);
  await page.driver.executeScript('sessionStorage.clear(); localStorage.clear()');
  await page.open(url);
}

for (const name of browsers()) {
  test(`${name}: a file and a table restore everything`, async (t) => {
    const site = await serve(dist('site'));
    t.after(site.close);
    const browser = await openBrowser(name, { timeZone: ZONE });
    t.after(browser.close);
    const folder = await temporaryFolder(t);
    const page = new Page(browser);
    await page.open(site.url);
    await addOrders(page);
    const before = await orders(page);

    for (const [action, ending] of [['export-file', 'json'], ['export-table', 'csv']]) {
      await t.test(`an export as .${ending} restores everything`, async () => {
        await watchDownloads(page);
        await page.press(`[data-action="${action}"]`);
        const { name: file, bytes } = await lastDownload(page);
        assert.equal(file, `dispute-clock-2026-03-01.${ending}`);
        const path = join(folder, file);
        await writeFile(path, bytes);
        await clearStorage(page, site.url);
        assert.deepEqual(await orders(page), []);
        await chooseFile(page, path);
        await untilAnswered(page);
        assert.equal(await page.value('file'), '', 'the same file can be chosen again');
        assert.equal(await page.text('[data-action="take-in"]'), 'Добавить: 3');
        assert.deepEqual(await orders(page), [], 'nothing is added before confirming');
        await page.press('[data-action="take-in"]');
        await page.saved();
        assert.deepEqual(await orders(page), before);
        await page.reload();
        assert.deepEqual(await orders(page), before);
        await chooseFile(page, path);
        await untilAnswered(page);
        assert.equal(await page.text('[data-same]'), 'Уже есть в списке, без изменений: 3.');
        assert.equal(await page.text('[data-dialog="import"] h2'), 'Добавлять нечего');
        assert.equal(await page.count('[data-action="take-in"]'), 0);
        await page.press('[data-action="close-dialog"]');
        await untilClosed(page);
      });
    }

    await t.test('a file can be dropped anywhere on the element', async () => {
      const taken = await page.run(
        `const dataTransfer = new DataTransfer();
         dataTransfer.items.add(new File(['[{ "id": "dropped", "ordered": "2026-02-01" }]'], 'orders.json'));
         return ['dragover', 'drop'].map((type) => !root.querySelector('.card').dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true })));`,
      );
      assert.deepEqual(taken, [true, true], 'the browser does not open the file itself');
      const isTextTaken = await page.run(
        `const dataTransfer = new DataTransfer();
         dataTransfer.setData('text/plain', 'Наушники');
         return !root.querySelector('[data-field="title"]').dispatchEvent(new DragEvent('dragover', { dataTransfer, bubbles: true, cancelable: true }));`,
      );
      assert.equal(isTextTaken, false, 'a text can be dragged into a field');
      await untilAnswered(page);
      assert.equal(await page.text('[data-action="take-in"]'), 'Добавить: 1');
      await page.press('[data-action="close-dialog"]');
      await untilClosed(page);
    });

    await t.test('an import can be undone', async () => {
      await giveFile(page, `const text = JSON.stringify([{ id: 'zz', title: 'Новый', ordered: '2026-02-01' }, { ...element.orders.find(({ id }) => id === 'a1'), note: 'Заметка' }])`);
      await untilAnswered(page);
      assert.equal(await page.text('[data-action="take-in"]'), 'Добавить: 1, изменить: 1');
      assert.equal(await page.text('[data-steps="changed"] small'), 'Заметка: было пусто, станет «Заметка»');
      // The message about the previous import also has an undo, which is not meant here.
      await page.run(`root.querySelector('[data-action="close-message"]')?.click()`);
      await page.press('[data-action="take-in"]');
      await page.saved();
      assert.equal((await orders(page)).length, 4);
      await page.press('[data-action="undo"]');
      await page.until('the import is undone', `return element.orders.length === 3 && !element.orders.some(({ note }) => note === 'Заметка')`);
      assert.deepEqual(await orders(page), before);
    });
  });
}

/** The contents of the page's QR code, read from its markup: WebKit's screenshot of an element has other edges. @param {Page} page */
async function scanDrawing(page) {
  const [size, path] = await page.run(`const code = root.querySelector('[data-qr]'); return [code.viewBox.baseVal.width, code.querySelector('path').getAttribute('d')]`);
  const width = size * 4;
  const rgba = new Uint8ClampedArray(width * width * 4).fill(255);
  for (const [, x, y] of path.matchAll(/M(\d+) (\d+)h1v1h-1z/g)) {
    for (let row = 0; row < 4; row++) {
      const start = ((Number(y) * 4 + row) * width + Number(x) * 4) * 4;
      for (let column = 0; column < 4; column++) rgba.fill(0, start + column * 4, start + column * 4 + 3);
    }
  }
  return /** @type {any} */ (jsqr)(rgba, width, width)?.data;
}

/** The contents of the page's QR code, read from a screenshot. @param {Page} page */
async function scan(page) {
  const picture = await (await page.find('[data-qr]')).takeScreenshot(true);
  const [width, height, pixels] = /** @type {[number, number, number[]]} */ (
    await page.driver.executeAsyncScript(
      `const [png, done] = arguments;
       const bytes = Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0));
       createImageBitmap(new Blob([bytes], { type: 'image/png' })).then((image) => {
         const canvas = document.createElement('canvas');
         [canvas.width, canvas.height] = [image.width, image.height];
         const context = canvas.getContext('2d');
         context.drawImage(image, 0, 0);
         const { data } = context.getImageData(0, 0, image.width, image.height);
         done([image.width, image.height, [...data].filter((_, index) => index % 4 === 0)]);
       }, (error) => done(String(error)));`,
      picture,
    )
  );
  const rgba = new Uint8ClampedArray(width * height * 4).fill(255);
  pixels.forEach((light, index) => rgba.fill(light, index * 4, index * 4 + 3));
  // A CommonJS module with unusual types.
  return /** @type {any} */ (jsqr)(rgba, width, height)?.data;
}

for (const name of browsers()) {
  test(`${name}: a link and a QR code carry orders to another device`, async (t) => {
    const site = await serve(dist('site'));
    t.after(site.close);
    const here = await openBrowser(name, { timeZone: ZONE });
    t.after(here.close);
    const page = new Page(here);
    await page.open(site.url);
    await addOrders(page);
    const before = await orders(page);

    await page.run(`const opener = root.querySelector('[data-order] [data-action="share"]'); opener.focus(); opener.click();`);
    await page.until('the QR code is shown', `return root.querySelector('[data-qr]')`);
    assert.equal(await page.focused(), 'dialog-title');
    const link = await page.value('link');
    assert.equal(await page.run(`const field = root.querySelector('[data-field="link"]'); field.focus(); return field.selectionEnd - field.selectionStart`), link.length, 'the link is selected, to be copied by hand');
    assert.ok(link.startsWith(`${site.url}#orders=z.`), link);
    assert.match((await page.text('[data-dialog="share"]')) ?? '', /не зашифрованы/);
    const one = await page.run(`return element.orders.find(({ id }) => id === root.querySelector('[data-order]').dataset.order)`);
    await t.test('the QR code contains the link', async () => assert.equal(await (name === 'webkit' ? scanDrawing : scan)(page), link));
    await page.press('[data-action="close-dialog"]');
    await untilClosed(page);
    assert.equal(await page.focused(), 'share', 'the focus is back where it was');
    await page.press('[data-action="share-all"]');
    await page.until('the link is shown', `return root.querySelector('[data-field="link"]')`);
    const all = await page.value('link');
    await here.close();

    const there = await openBrowser(name, { timeZone: 'Asia/Vladivostok', lang: 'en' });
    t.after(there.close);
    const other = new Page(there);
    await t.test('the page asks before adding', async () => {
      await other.open(link);
      await untilAnswered(other);
      assert.deepEqual(await orders(other), []);
      assert.equal(await other.text('[data-action="take-in"]'), 'Добавить: 1');
      await other.press('[data-action="take-in"]');
      await other.saved();
      assert.deepEqual(await orders(other), [one]);
      assert.equal(await there.driver.getCurrentUrl(), site.url, 'the orders are removed from the address');
    });
    await t.test('a link can be followed while the page is open', async () => {
      await there.driver.executeScript('location.href = arguments[0]', all);
      await untilAnswered(other);
      assert.equal(await other.text('[data-same]'), 'Уже есть в списке, без изменений: 1.');
      await other.press('[data-action="take-in"]');
      await other.saved();
      assert.deepEqual(await orders(other), before);
    });
    await t.test('declining changes nothing', async () => {
      await other.press('[data-order] [data-action="remove"]');
      await other.until('the order is gone', 'return element.orders.length === 2');
      await there.driver.executeScript('location.href = arguments[0]', all);
      await untilAnswered(other);
      assert.equal(await other.count('[data-steps="removed"] input:not(:checked)'), 1, 'a removed order is not preselected');
      assert.equal(await other.count('[data-action="take-in"]'), 0);
      await other.press('[data-action="close-dialog"]');
      await untilClosed(other);
      assert.equal((await orders(other)).length, 2);
      assert.equal(await there.driver.getCurrentUrl(), site.url);
    });
    await t.test('too many orders for a QR code are explained, and a camera is not mentioned', async () => {
      await other.run(`element.orders = Array.from({ length: 200 }, (_, index) => ({ id: 'n' + index, ordered: '2026-01-01', title: 'Заказ ' + Math.sin(index) }))`);
      await other.press('[data-action="share-all"]');
      await other.until('the link is shown', `return root.querySelector('[data-field="link"]')`);
      const text = String(await other.text('[data-dialog="share"]'));
      assert.match(text, /В QR-код это не помещается\. Отправьте ссылку/);
      assert.doesNotMatch(text, /камеру/);
      await other.press('[data-action="close-dialog"]');
    });
  });

  test(`${name}: input that cannot be imported is explained, and the list and the page stay usable`, async (t) => {
    const { site, browser, page } = await visit(t, name);
    await page.open(site.url);
    await addOrders(page);
    const before = await orders(page);
    const problemShown = async () => {
      await untilAnswered(page);
      const longest = await page.run('return stopBeating()');
      t.diagnostic(`the page was busy for ${Math.round(longest)} ms at the most`);
      assert.ok(longest > 0, 'the pauses were measured');
      assert.ok(longest < 1000 * slowdown(), `${longest} ms, where everything takes ${slowdown()} times as long`);
      const text = await page.text('[data-problem]');
      await page.press('[data-action="close-dialog"]');
      await untilClosed(page);
      assert.deepEqual(await orders(page), before);
      return text;
    };
    const large = 'Это слишком много: мы читаем до 16 МБ, а десять тысяч заказов занимают меньше.';
    const damaged = 'Файл повреждён, и ни одного целого заказа в нём не осталось. Попробуйте другую копию.';
    const nothing = 'Заказов здесь не нашлось. Подойдёт файл или таблица, сохранённые на этой странице.';
    const broken = 'Ссылка повреждена или скопирована не целиком. Скопируйте её ещё раз, всю до конца.';
    /** @type {[string, string, string][]} */
    const files = [
      ['100 MB are refused', `const text = new Blob(Array(100).fill('x'.repeat(1024 * 1024)));`, large],
      ['100,000 orders are refused', `const text = JSON.stringify(Array.from({ length: 100000 }, (_, index) => ({ id: 'n' + index, ordered: '2026-01-01' })));`, 'Заказов больше десяти тысяч: столько эта страница не ведёт. Разделите файл на части.'],
      ['a table of 100,000 rows is refused', `const text = 'Заказано;ID\\n' + Array.from({ length: 100000 }, (_, index) => '2026-01-01;n' + index).join('\\n');`, 'Заказов больше десяти тысяч: столько эта страница не ведёт. Разделите файл на части.'],
      ['fifteen million brackets are refused', `const text = '{"format":1,"orders":' + '['.repeat(15e6);`, damaged],
      ['millions of braces with keys are refused', `const text = '[' + '{"id":'.repeat(25e5);`, damaged],
      ['millions of quotation marks are refused', `const text = '"'.repeat(15e6);`, nothing],
      ['a picture is refused', `const text = Uint8Array.from({ length: 8e6 }, (_, index) => (index * 7919) >> 3);`, nothing],
      ['an empty file is refused', `const text = '';`, nothing],
      ['a newer format is refused', `const text = '{"format":2,"orders":[]}';`, 'Это сохранено более новой версией Dispute Clock. Обновите страницу и попробуйте ещё раз.'],
    ];
    for (const [what, script, sentence] of files) {
      await t.test(what, async () => {
        await giveFile(page, script);
        assert.equal(await problemShown(), sentence);
      });
    }
    for (const hash of ['#orders=z.AAAA', '#orders=', '#orders=j.eyJmb3JtYXQiOjEsIm9yZGVycyI6W3siaWQ']) {
      await t.test(`a broken link is refused: ${hash}`, async () => {
        await page.run(`${BEAT}\nlocation.hash = args[0]`, hash);
        assert.equal(await problemShown(), broken);
        assert.equal(await browser.driver.getCurrentUrl(), site.url);
        await page.driver.get('about:blank');
        await page.open(site.url + hash);
        await page.run(BEAT);
        assert.equal(await problemShown(), broken);
      });
    }
    await t.test('a file of which every order is refused says why', async () => {
      await giveFile(page, `const text = '[{"id":"s","title":"Без даты"}]'`);
      await untilAnswered(page);
      assert.match(String(await page.text('[data-refused] li')), /^Строка 1\. «Без даты», Заказано: Укажите дату заказа/);
      assert.equal(await page.count('[data-action="take-in"]'), 0);
      await page.press('[data-action="close-dialog"]');
      await untilClosed(page);
    });
    await t.test('keys that could pollute prototypes are ignored', async () => {
      await giveFile(page, `const text = '[{"id":"p","ordered":"2026-01-01","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"proof":{"__proto__":true}}]';`);
      await untilAnswered(page);
      assert.equal(await page.text('[data-ignored]'), 'Незнакомые поля пропустим: proof.__proto__, __proto__, constructor.');
      await page.press('[data-action="take-in"]');
      await page.until('the order is added', `return element.orders.some(({ id }) => id === 'p')`);
      assert.equal(await page.run('return ({}).polluted === undefined && element.orders.every((order) => order.polluted === undefined)'), true);
    });
    await t.test('from a damaged file intact orders are imported, and the rest is reported by line', async () => {
      const saved = `{ "format": 1, "count": 4, "orders": [
        { "id": "q", "title": "Целый", "ordered": "2026-01-01" },
        { "id": "r", "title": "Битый", "ordered": 2026-01-01" },
        { "id": "s", "title": "Без даты" },
        { "id": "t", "title": "Обор`;
      await giveFile(page, `const text = ${JSON.stringify(saved)}`);
      await untilAnswered(page);
      assert.deepEqual(await page.run(`return [...root.querySelectorAll('[data-refused] li')].map((item) => item.textContent)`), [
        'Строка 3. «Битый»: запись повреждена, её не прочитать.',
        'Строка 4. «Без даты», Заказано: Укажите дату заказа: от неё считаются все сроки.',
        'Строка 5. файл обрывается посреди этого заказа.',
      ]);
      await page.press('[data-action="take-in"]');
      await page.until('the order is added', `return element.orders.some(({ id }) => id === 'q')`);
      assert.equal((await orders(page)).length, before.length + 2);
    });
  });
}
