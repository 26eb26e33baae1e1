// Orders that the embedding page hands over, in the forms in which servers have them: fields that are null,
// moments between bounds, numbers in place of texts, ids of any characters.

import assert from 'node:assert/strict';
import test from 'node:test';
import { browsers, dist, openBrowser, serve } from './harness/index.mjs';
import { NOW, Page, ZONE } from './page.mjs';

const PAGES = {
  '/host.html': `<!doctype html><html lang="ru"><meta charset="utf-8"><title>Магазин</title>
    <body><dispute-clock></dispute-clock><p><dispute-countdown></dispute-countdown></p>
    <script>window.faults = []; addEventListener('error', ({ message }) => faults.push(message)); addEventListener('unhandledrejection', ({ reason }) => faults.push(String(reason)));</script>
    <script src="dispute-clock.js"></script></body></html>`,
};

for (const name of browsers()) {
  test(`${name}: orders of the embedding page may be as servers have them`, async (t) => {
    /** Requests for the deferred file wait for this. @type {Promise<void> | undefined} */
    let held;
    const seen = (/** @type {import('node:http').IncomingMessage} */ { url }) => (url?.startsWith('/dispute-clock.more.js') ? held : undefined);
    const site = await serve(dist('embed'), { pages: PAGES, seen });
    t.after(site.close);
    const browser = await openBrowser(name, { timeZone: ZONE });
    t.after(browser.close);
    const page = new Page(browser);
    /** Opens the page anew, with these orders. @param {any[]} orders @param {string} [before] a script to run first */
    async function host(orders, before = '') {
      await page.open(`${site.url}host.html`);
      await page.run(`${before}; element.orders = args[0]`, orders);
      await page.until('the orders are shown', `return root.querySelectorAll('[data-order]').length === args[0]`, orders.length);
    }
    const faults = () => page.driver.executeScript('return faults');
    const submitTitle = async (/** @type {string} */ title) => {
      await page.press('[data-order] [data-action="edit"]');
      await page.type('title', title, '[data-order]');
      await page.press('[data-order] [data-action="submit"]');
      await page.until('the order is renamed', `return root.querySelector('.card-title').textContent === args[0]`, title);
    };

    await t.test('what is null is not given, in either element', async () => {
      const nulls = Object.fromEntries(['number', 'paid', 'received', 'problem', 'price', 'cancelled', 'disputeOpened', 'refunded', 'refund', 'completed', 'note'].map((field) => [field, null]));
      const order = { id: 'a', title: 'Лампа', ordered: NOW - 80 * 86_400_000 };
      await host([{ ...order, ...nulls, entered: { cancel: null, dispute: { closes: null } } }, { id: 'b', ordered: '2026-02-20' }]);
      assert.equal(await page.run(`return root.querySelector('[data-order]').dataset.phase`), 'disputable');
      assert.equal(await page.count('[data-mark]'), 0, 'nothing is recorded');
      const groups = `return [...root.querySelectorAll('[data-group]:not([hidden]), [data-order]')].map(({ dataset }) => dataset.group ?? dataset.order)`;
      assert.deepEqual((await page.run(groups)).slice(0, 4), ['now', 'a', 'later', 'b']);
      await submitTitle('Торшер');
      assert.deepEqual((await page.run('return element.orders'))[0], { ...order, title: 'Торшер', marketplace: 'joom' });
      const sentences = await page.driver.executeScript(
        `const element = document.querySelector('dispute-countdown');
         element.now = arguments[0];
         return arguments[1].map((order) => (element.order = order, element.shadowRoot.textContent));`,
        NOW, [order, { ...order, ...nulls }],
      );
      assert.match(sentences[0], /спор/);
      assert.equal(sentences[1], sentences[0]);
      assert.deepEqual(await faults(), []);
    });

    await t.test('an event between bounds is drawn in any zone, and an edit of something else keeps it', async () => {
      const bounds = { earliest: '2026-02-20T00:00+03:00', latest: '2026-02-21T00:00+03:00' };
      const order = { id: 'a', title: 'Лампа', marketplace: 'aliexpress', ordered: bounds, paid: bounds, dispatched: bounds };
      await host([order], `element.timeZone = 'Asia/Tokyo'`);
      assert.equal(await page.count('.timeline'), 1);
      await submitTitle('Торшер');
      assert.deepEqual(await page.run('return element.orders'), [{ ...order, title: 'Торшер' }]);
      assert.deepEqual(await faults(), []);
    });

    await t.test('among numbers in place of texts and dates, the search works and the table is saved', async () => {
      await host([...'abcdef'].map((id) => ({ id, title: `Лампа ${id}`, ordered: '2026-02-20' })));
      await page.run(
        `const [first, second, ...rest] = element.orders;
         element.orders = [{ ...first, number: 12345 }, { ...second, ordered: NaN }, ...rest];
         URL.createObjectURL = () => '#';
         HTMLAnchorElement.prototype.click = function () { window.savedAs = this.download; };`,
      );
      await page.type('search', '123');
      await page.until('the order is found by its number', `return [...root.querySelectorAll('[data-order]')].filter(({ hidden }) => !hidden).map((card) => card.dataset.order).join() === 'a'`);
      await page.press('[data-action="export-table"]');
      await page.until('the table is saved', `return /csv$/.test(window.savedAs)`);
      assert.deepEqual(await faults(), []);
    });

    await t.test('an id with spaces names its card and describes its fields', async () => {
      await host([{ id: 'order 17', title: 'Лампа', ordered: '2026-02-20' }]);
      await page.press('[data-order] [data-action="edit"]');
      await page.find('[data-order] form');
      const dangling = await page.run(
        `return [...root.querySelectorAll('[aria-labelledby], [aria-describedby]')]
           .flatMap((node) => ['aria-labelledby', 'aria-describedby'].flatMap((name) => (node.getAttribute(name) ?? '').split(' ')))
           .filter((id) => id && !root.getElementById(id))`,
      );
      assert.deepEqual(dangling, []);
      assert.equal(await page.run(`return root.getElementById(root.querySelector('article').getAttribute('aria-labelledby'))?.textContent`), 'Лампа');
    });

    await t.test('what was typed before the page handed over its orders is gone once it is submitted', async () => {
      await page.open(`${site.url}host.html`);
      await page.typeDate('orderedDate', '2026-02-20');
      await page.type('title', 'Дрон');
      await page.run(`element.orders = [{ id: 'a', title: 'Лампа', ordered: '2026-02-20' }]`);
      await page.until('the order is shown', `return root.querySelectorAll('[data-order]').length === 1`);
      await page.press('.panel [data-action="submit"]');
      await page.until('the order is added', `return root.querySelectorAll('[data-order]').length === 2`);
      await page.reload();
      assert.equal(await page.value('title'), '');
    });

    await t.test('an order that is removed before it can be shared is not shared', async () => {
      /** @type {() => void} */
      let release = () => {};
      held = new Promise((resolve) => (release = resolve));
      await host([{ id: 'a', title: 'Лампа', ordered: '2026-02-20' }]);
      await page.run(`root.querySelector('[data-action="share"]').click(); root.querySelector('[data-action="remove"]').click();`);
      release();
      // The table comes from the same file, and is asked for later.
      await page.run(`URL.createObjectURL = () => '#'; HTMLAnchorElement.prototype.click = function () { window.savedAs = this.download; }; element.orders = [{ id: 'b', ordered: '2026-02-20' }];`);
      await page.press('[data-action="export-table"]');
      await page.until('the table is saved', `return window.savedAs`);
      assert.equal(await page.count('dialog'), 0);
      assert.deepEqual(await faults(), []);
    });

    await t.test('a dialog that is closed while its link is being copied stays closed', async () => {
      await host([{ id: 'a', title: 'Лампа', ordered: '2026-02-20' }]);
      await page.run(`Object.defineProperty(navigator, 'clipboard', { value: { writeText: () => new Promise((resolve) => (window.copied = resolve)) } })`);
      await page.press('[data-action="share"]');
      await page.press('[data-action="copy-link"]');
      await page.press('[data-action="close-dialog"]');
      await page.driver.executeAsyncScript('const done = arguments[0]; copied(); setTimeout(done, 100)');
      assert.equal(await page.count('dialog'), 0);
      assert.deepEqual(await faults(), []);
    });

    await t.test('a countdown that is given another order reports no change of phase', async () => {
      await host([]);
      const heard = await page.driver.executeScript(
        `const element = document.querySelector('dispute-countdown'), heard = [];
         element.addEventListener('dispute-clock-phase', ({ detail }) => heard.push([detail.before, detail.phase]));
         element.now = arguments[0];
         element.order = { id: 'a', ordered: arguments[0] - 1000 };
         element.order = { id: 'b', ordered: '2026-02-20' };
         element.order = { id: 'b', ordered: '2026-02-20', received: '2026-02-25' };
         return heard;`,
        NOW,
      );
      assert.deepEqual(heard, [['waiting', 'received']], 'only of the same order');
    });
  });
}
