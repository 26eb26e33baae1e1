// Storage as browsers provide it, or do not: databases of older and newer pages, damaged records, no space, no
// connection, no storage at all. What was entered stays in the list and is called saved only when it is; the
// page says in a sentence what is wrong and recovers without a reload.

import assert from 'node:assert/strict';
import test from 'node:test';
import { By } from 'selenium-webdriver';
import { browsers, dist, openBrowser, serve } from './harness/index.mjs';
import { NOW, Page, ZONE } from './page.mjs';

const html = (/** @type {string} */ body) => `<!doctype html><html lang="ru"><meta charset="utf-8"><title>Страница</title><body>${body}</body></html>`;
const SCRIPT = '<script src="dispute-clock.js"></script>';
const PAGES = {
  // The same site without the element, for inspecting the storage and writing to it.
  '/bare.html': html(''),
  '/two.html': html(`<script>
    window.opened = 0;
    const { open } = IDBFactory.prototype;
    IDBFactory.prototype.open = function (...given) { window.opened++; return open.apply(this, given); };
  </script><dispute-clock></dispute-clock><dispute-clock></dispute-clock>${SCRIPT}`),
  '/unreadable.html': html(`<script>
    const { get } = IDBObjectStore.prototype;
    const fail = () => { throw new DOMException('Failed to read large IndexedDB value', 'DataError'); };
    IDBObjectStore.prototype.getAll = fail;
    IDBObjectStore.prototype.get = function (id) { return id === 'broken' ? fail() : get.call(this, id); };
  </script><dispute-clock></dispute-clock>${SCRIPT}`),
  '/lasting.html': html(`<script>
    window.asked = 0;
    Object.defineProperty(Navigator.prototype, 'storage', { value: { persist: async () => void window.asked++ } });
  </script><dispute-clock></dispute-clock>${SCRIPT}`),
  '/framed.html': html('<iframe sandbox="allow-scripts" src="index.html" width="1000" height="700"></iframe>'),
  // In such a frame, WebKit matches the 'self' of the page's own policy to nothing, and runs none of its
  // scripts.
  '/framed-element.html': html('<iframe sandbox="allow-scripts" src="element.html" width="1000" height="700"></iframe>'),
  '/element.html': html(`<dispute-clock></dispute-clock>${SCRIPT}`),
};

const ORDER = { id: 'old', title: 'Старый', marketplace: 'joom', ordered: { local: '2026-02-20T10:00', timeZone: ZONE }, note: 'как было' };
const REASON = (/** @type {string} */ reason) => `return root.querySelector('[data-storage="missing"]')?.dataset.reason === '${reason}'`;
const NO_WARNING = `return !root.querySelector('[data-storage]')`;

/** Puts records into a database of a given version. Runs in a page of the same site. */
const STORE = `
  const [version, records, done] = arguments;
  const deleting = indexedDB.deleteDatabase('dispute-clock');
  deleting.onsuccess = () => {
    const opening = indexedDB.open('dispute-clock', version);
    opening.onupgradeneeded = () => {
      opening.result.createObjectStore('orders', { keyPath: 'id' });
      if (version > 1) opening.result.createObjectStore('aside', { autoIncrement: true });
    };
    opening.onsuccess = () => {
      const writing = opening.result.transaction('orders', 'readwrite');
      for (const record of records) writing.objectStore('orders').put(record);
      writing.oncomplete = () => { opening.result.close(); done(); };
    };
  };`;

/** Everything in a database that has both stores, and its version. */
const READ = `
  const done = arguments[0];
  const opening = indexedDB.open('dispute-clock');
  opening.onsuccess = () => {
    const { version } = opening.result;
    const stores = [...opening.result.objectStoreNames];
    const reading = opening.result.transaction(stores);
    const [aside, orders] = stores.sort().map((name) => reading.objectStore(name).getAll());
    reading.oncomplete = () => { opening.result.close(); done({ version, records: orders.result, aside: aside.result }); };
  };`;

for (const name of browsers()) {
  test(`${name}: the storage of orders`, async (t) => {
    const site = await serve(dist('site'), { pages: PAGES });
    t.after(site.close);
    const browser = await openBrowser(name, { timeZone: ZONE });
    t.after(browser.close);
    const page = new Page(browser);
    const { driver } = page;

    /** @param {number} version @param {any[]} records */
    async function storeRecords(version, records) {
      await driver.get(`${site.url}bare.html`);
      await driver.executeAsyncScript(STORE, version, records);
    }

    /** @returns {Promise<{ version: number, records: any[], aside: any[] }>} */
    async function readDatabase() {
      await driver.get(`${site.url}bare.html`);
      return /** @type {any} */ (await driver.executeAsyncScript(READ));
    }

    /** The text of the file that a button offers for download. @param {string} action */
    const downloadOf = (action) =>
      page.run(
        `const made = [];
         const { createObjectURL } = URL;
         const { click } = HTMLAnchorElement.prototype;
         URL.createObjectURL = (blob) => { made.push(blob); return createObjectURL.call(URL, blob); };
         HTMLAnchorElement.prototype.click = () => {};
         root.querySelector('[data-action="' + args[0] + '"]').click();
         URL.createObjectURL = createObjectURL;
         HTMLAnchorElement.prototype.click = click;
         return made[0].text();`,
        action,
      );

    await t.test('a database of version 1 is upgraded without loss', async () => {
      await storeRecords(1, [{ id: 'old', format: 1, order: ORDER, changed: 1_700_000_000_000 }]);
      await page.open(site.url);
      assert.deepEqual(await page.run('return element.orders'), [ORDER]);
      await page.retitle('Старый', 'Новый');
      await page.saved();
      const { version, records } = await readDatabase();
      assert.equal(version, 2);
      assert.equal(records[0].format, 2);
      assert.equal(records[0].fields.note.at, 1_700_000_000_000);
      await page.open(site.url);
      assert.deepEqual(await page.run('return element.orders'), [{ ...ORDER, title: 'Новый' }]);
    });

    await t.test('a database of a newer version is left alone, and the page says so', async () => {
      await storeRecords(3, [{ id: 'future', format: 3, of: 'a newer page' }]);
      await page.open(site.url);
      await page.until('the page says that a newer one keeps the orders', REASON('newer'));
      await page.addQuickly('Пока так');
      await page.until('the page says that the order is not saved', `return /не получилось/.test(root.querySelector('[data-message]')?.textContent)`);
      assert.deepEqual(await page.titles(), ['Пока так']);
      assert.match(await downloadOf('keep-in-file'), /Пока так/, 'unsaved orders can be downloaded as a file');
      assert.deepEqual(await readDatabase(), { version: 3, records: [{ id: 'future', format: 3, of: 'a newer page' }], aside: [] });
    });

    await t.test('damaged records are counted and left untouched, and intact ones are shown', async () => {
      const sound = { id: 'sound', format: 2, fields: { title: { at: 5, value: 'Целый' }, ordered: { at: 5, value: { date: '2026-02-20' } } } };
      const damaged = [
        { id: 'a', format: 2, fields: 'gone' },
        { id: 'b', format: 2, fields: { title: { at: 'never', value: 1 } } },
        { id: 'c', format: 77, fields: {} },
        { id: 7, format: 2, fields: {} },
        { id: 'e' },
      ];
      await storeRecords(2, [sound, ...damaged]);
      await page.open(site.url);
      assert.deepEqual(await page.titles(), ['Целый']);
      assert.match(await page.text('[data-storage="unreadable"]'), /прочитать: 5\./);
      const file = await downloadOf('save-unreadable');
      const byId = (/** @type {any} */ one, /** @type {any} */ other) => (String(one.id) < String(other.id) ? -1 : 1);
      assert.deepEqual(JSON.parse(file).sort(byId), damaged.sort(byId));
      await page.retitle('Целый', 'Целее');
      await page.saved();
      const { records } = await readDatabase();
      const untouched = records.filter(({ id }) => id !== 'sound').sort(byId);
      assert.deepEqual(untouched, damaged);
    });

    await t.test('restoring an order moves its unreadable record aside', async () => {
      const damaged = { id: 'old', format: 77, fields: 'of a later page' };
      await storeRecords(2, [damaged]);
      const orders = Buffer.from(JSON.stringify({ format: 1, orders: [ORDER] })).toString('base64url');
      await page.open(`${site.url}#orders=j.${orders}`);
      await page.until('the page asks about the orders', `return root.querySelector('[data-action="take-in"]')`);
      await page.press('[data-action="take-in"]');
      await page.saved();
      await page.reload();
      assert.deepEqual(await page.titles(), ['Старый']);
      assert.match(await page.text('[data-storage="unreadable"]'), /прочитать: 1\./);
      assert.deepEqual(JSON.parse(await downloadOf('save-unreadable')), [damaged]);
      const { records, aside } = await readDatabase();
      assert.deepEqual([records.map(({ id, format }) => [id, format]), aside], [[['old', 2]], [damaged]]);
    });

    await t.test('the browser is asked to have written what is called saved, not just to have noted it', async () => {
      await storeRecords(2, []);
      await page.open(site.url);
      await page.run(
        `window.asked = [];
         const { transaction } = IDBDatabase.prototype;
         IDBDatabase.prototype.transaction = function (stores, mode, options) {
           if (mode === 'readwrite') asked.push(options?.durability);
           return transaction.call(this, stores, mode, options);
         };`,
      );
      await page.addQuickly('Лампа');
      await page.saved();
      assert.deepEqual(await page.run('return asked'), ['strict']);
    });

    await t.test('persistent storage is requested once, after the first save, and only where that prompts nobody', async () => {
      await storeRecords(2, []);
      await page.open(`${site.url}lasting.html`);
      const persistCalls = () => page.run('return window.asked');
      assert.equal(await persistCalls(), 0);
      for (const title of ['Первый', 'Второй']) {
        await page.addQuickly(title);
        await page.until('the order is saved', `return element.orders.some(({ title }) => title === args[0]) && /сохран[её]н/.test(root.querySelector('[data-message]')?.textContent ?? '')`, title);
        await page.press('[data-action="close-message"]');
      }
      assert.equal(await persistCalls(), name === 'firefox' ? 0 : 1);
    });

    await t.test('an order with any text as its id can be changed, removed and restored', async () => {
      const id = 'Чайник "Bosch"\\ 1';
      await storeRecords(2, [{ id, format: 2, fields: { title: { at: 5, value: 'Чайник' }, ordered: { at: 5, value: { date: '2026-02-20' } } } }]);
      await page.open(site.url);
      await page.retitle('Чайник', 'Кофейник');
      await page.saved();
      assert.equal(await page.focused(), 'card-title');
      await page.press('[data-action="edit"]');
      await page.press('[data-action="cancel-edit"]');
      assert.equal(await page.focused(), 'edit');
      await page.press('[data-action="remove"]');
      await page.press('[data-action="undo"]');
      await page.until('the order is back', `return /вернули/.test(root.querySelector('[data-message]')?.textContent)`);
      assert.equal(await page.focused(), 'card-title');
    });

    await t.test('a value that the browser itself cannot read does not hide the others', async () => {
      await storeRecords(2, [
        { id: 'broken', format: 2, fields: {} },
        { id: 'sound', format: 2, fields: { title: { at: 5, value: 'Целый' }, ordered: { at: 5, value: { date: '2026-02-20' } } } },
      ]);
      await page.open(`${site.url}unreadable.html`);
      await page.until('the unreadable record is counted', `return root.querySelector('[data-storage="unreadable"]')`);
      assert.deepEqual(await page.titles(), ['Целый']);
    });

    await t.test('a sandboxed frame without storage is reported', async () => {
      await driver.get(`${site.url}framed${name === 'webkit' ? '-element' : ''}.html`);
      await driver.switchTo().frame(await driver.findElement(By.css('iframe')));
      await page.settle(NOW);
      await page.until('the page says that nothing can be stored', REASON('unavailable'));
      await page.addQuickly('Временный');
      await page.until('the page says that the order is not saved', `return /не получилось/.test(root.querySelector('[data-message]')?.textContent)`);
      assert.deepEqual(await page.titles(), ['Временный']);
      await driver.switchTo().defaultContent();
    });

    await t.test('without room nothing is called saved, and all is saved once there is room', async () => {
      await storeRecords(2, [{ id: 'old', format: 1, order: ORDER, changed: 1 }]);
      await driver.get('about:blank');
      if (name === 'chromium') await setFull(true);
      await page.open(site.url);
      if (name !== 'chromium') await setFull(true);
      // Chromium caches the available space for a while.
      let added = 0;
      for (const end = Date.now() + 40_000; Date.now() < end && !(await page.run(REASON('full'))); added++) {
        await page.addQuickly(`Заказ ${added}`);
        await page.until('a message is shown', `return root.querySelector('[data-message]')`);
        await page.press('[data-action="close-message"]');
      }
      await page.addQuickly('Не уместился');
      await page.until('the page says that the order is not saved', `return /не получилось/.test(root.querySelector('[data-message]')?.textContent)`);
      await page.until('the page says that there is no room', REASON('full'));
      assert.match(await page.text('[data-message]'), /^Сохранить не получилось/);
      assert.equal((await page.titles()).length, added + 2);
      await setFull(false);
      await page.run(`dispatchEvent(new Event('focus'))`);
      await page.until('the orders are saved without a reload', `return /всё сохранено/.test(root.querySelector('[data-message]')?.textContent)`);
      await page.until('the warning is gone', NO_WARNING);
      await page.reload();
      assert.equal((await page.titles()).length, added + 2);
      t.diagnostic(`${name}: ${added} orders were added until there was no room`);
    });

    /** Chromium can be given a real small quota; the others are made to answer as if they had one. @param {boolean} full */
    async function setFull(full) {
      if (name === 'chromium') {
        const chromium = /** @type {import('selenium-webdriver/chrome.js').Driver} */ (/** @type {unknown} */ (driver));
        const origin = new URL(site.url).origin;
        await chromium.sendDevToolsCommand('Storage.overrideQuotaForOrigin', full ? { origin, quotaSize: 1 } : { origin });
        return;
      }
      await page.run(
        `window.put ??= IDBObjectStore.prototype.put;
         IDBObjectStore.prototype.put = args[0] ? () => { throw new DOMException('', 'QuotaExceededError'); } : window.put;`,
        full,
      );
    }

    await t.test('a lost connection is reopened silently, and one that stays lost is reported until it is back', async () => {
      await storeRecords(2, []);
      await page.open(site.url);
      await page.run(
        `window.lost = 1;
         const { transaction } = IDBDatabase.prototype;
         IDBDatabase.prototype.transaction = function (...given) {
           if (window.lost-- > 0) throw new DOMException('The database connection is closing', 'InvalidStateError');
           return transaction.apply(this, given);
         };`,
      );
      await page.addQuickly('Первый');
      await page.saved();
      assert.equal(await page.count('[data-storage]'), 0);
      await page.run('window.lost = Infinity');
      await page.addQuickly('Второй');
      await page.until('the page says that the order is not saved', REASON('lost'));
      await page.run('window.lost = 0');
      await page.until('the orders are saved without a reload', NO_WARNING);
      await page.reload();
      assert.deepEqual(await page.titles(), ['Второй', 'Первый']);
    });

    await t.test('orders deleted behind its back stay visible, and are saved again on request', async () => {
      await storeRecords(2, []);
      await page.open(site.url);
      await page.addQuickly('Удалят');
      await page.saved();
      if (name === 'chromium') {
        const chromium = /** @type {import('selenium-webdriver/chrome.js').Driver} */ (/** @type {unknown} */ (driver));
        await chromium.sendDevToolsCommand('Storage.clearDataForOrigin', { origin: new URL(site.url).origin, storageTypes: 'indexeddb' });
      } else {
        await driver.executeAsyncScript(`indexedDB.deleteDatabase('dispute-clock').onsuccess = arguments[0]`);
      }
      await page.until('the page says that the orders were deleted', `return root.querySelector('[data-storage="wiped"]')`);
      assert.deepEqual(await page.titles(), ['Удалят']);
      await page.press('[data-action="save-again"]');
      await page.until('the orders are saved again', NO_WARNING);
      await page.reload();
      assert.deepEqual(await page.titles(), ['Удалят']);
    });

    await t.test('an older page in another tab is reported until that tab is closed', async () => {
      await storeRecords(1, [{ id: 'old', format: 1, order: ORDER, changed: 1 }]);
      await driver.executeAsyncScript(
        `const done = arguments[0], opening = indexedDB.open('dispute-clock', 1);
         opening.onsuccess = () => { window.held = opening.result; done(); };`,
      );
      const old = await driver.getWindowHandle();
      await driver.switchTo().newWindow('tab');
      await driver.get(`${site.url}bare.html`);
      const done = { at: 1, said: 'message.changed', inverses: [{ id: 'old', fields: { title: { value: 'Старее', made: 0 } } }] };
      await driver.executeScript(`sessionStorage.setItem('dispute-clock-undo2', JSON.stringify([arguments[0]]))`, done);
      await page.open(site.url);
      await page.until('the page says what it is waiting for', REASON('blocked'));
      const fresh = await driver.getWindowHandle();
      await driver.switchTo().window(old);
      await driver.executeScript('window.held.close()');
      await driver.switchTo().window(fresh);
      await page.until('the orders appear without a reload', `return element.orders.length === 1`);
      await page.until('the warning is gone', NO_WARNING);
      await page.press('[data-action="undo"]');
      assert.deepEqual(await page.titles(), ['Старее'], 'earlier changes can still be undone');
      await driver.close();
      await driver.switchTo().window(old);
    });

    await t.test('a newer page may upgrade the database', async () => {
      await storeRecords(2, []);
      await page.open(site.url);
      await page.addQuickly('Прежний');
      await page.saved();
      const upgraded = await driver.executeAsyncScript(
        `const done = arguments[0], opening = indexedDB.open('dispute-clock', 3);
         opening.onblocked = () => done('blocked');
         opening.onsuccess = () => { opening.result.close(); done('upgraded'); };`,
      );
      assert.equal(upgraded, 'upgraded');
      await page.until('the older page says that it can no longer save', REASON('newer'));
      assert.deepEqual(await page.titles(), ['Прежний']);
    });

    await t.test('a page that was left while it was reading does not keep others from saving', async () => {
      await storeRecords(2, []);
      await page.open(site.url);
      for (const title of ['Раз', 'Два', 'Три', 'Четыре', 'Пять']) {
        await driver.get(`${site.url}element.html`);
        await driver.navigate().back();
        await page.settle(NOW);
        await page.addQuickly(title);
        await page.saved();
      }
    });

    await t.test('two elements on a page share one connection', async () => {
      await storeRecords(2, []);
      await driver.get(`${site.url}two.html`);
      await page.settle(NOW);
      await page.addQuickly('Общий');
      await page.saved();
      assert.equal(await driver.executeScript('return window.opened'), 1);
    });
  });
}
