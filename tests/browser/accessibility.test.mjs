// axe-core finds nothing to object to in any state of the page, light and dark, and a finger hits
// whatever can be pressed; a phase change is heard once; and the keyboard alone does the main job.

import assert from 'node:assert/strict';
import test from 'node:test';
import { Key } from 'selenium-webdriver';
import { browsers, dist, openBrowser, serve } from './harness/index.mjs';
import { Page, ZONE } from './page.mjs';

const ORDERS = `[
  { id: 'cancel', title: 'Наушники', ordered: { local: '2026-03-01T06:15' }, price: { amount: '1299', currency: 'RUB' } },
  { id: 'wait', title: 'Чехол', ordered: { date: '2026-01-20' } },
  { id: 'dispute', ordered: { local: '2025-12-10T19:40' } },
  { id: 'claim', title: 'Кроссовки', ordered: { local: '2026-01-08T12:00' }, received: { date: '2026-02-20' }, problem: 'poor-quality' },
  { id: 'over', title: 'Лампа', ordered: { local: '2025-10-10T12:00' } },
  { id: 'broken', title: 'Завтра', ordered: { date: '2027-01-01' } },
]`;

/** @param {string} selector @returns {string} a script that ends once it is there */
function appears(selector) {
  return `return new Promise((done) => (function look() { root.querySelector('${selector}') ? done() : setTimeout(look, 20); })());`;
}

/** @type {Record<string, string>} what to do to come into each state */
const STATES = {
  empty: '',
  errors: `root.querySelector('[data-field="paidApart"]').click();
           root.querySelector('[data-field="amount"]').value = 'x';
           root.querySelector('[data-action="submit"]').click();`,
  orders: `element.orders = ${ORDERS};`,
  opened: `for (const details of root.querySelectorAll('details')) details.open = true;`,
  forms: `root.querySelector('[data-order="wait"] [data-action="edit"]').click();
          root.querySelector('[data-order="dispute"] [data-action="received"]').click();`,
  marking: `root.querySelector('[data-order="cancel"] [data-action="cancelled"]').click();`,
  closed: `element.orders = element.orders.map((order) => order.id === 'over' ? { ...order, completed: { date: '2026-02-01' } } : order);
           root.querySelector('[data-action="fold-closed"]').click();`,
  searched: `root.querySelector('[data-action="filter-later"]').click();`,
  found: `root.querySelector('[data-action="filter-all"]').click();`,
  removed: `root.querySelector('[data-order="over"] [data-action="remove"]').click();`,
  shared: `root.querySelector('[data-action="share-all"]').click();
           ${appears('[data-dialog="share"]')}`,
  preview: `root.querySelector('[data-dialog] [data-action="close-dialog"]').click();
            const files = new DataTransfer();
            files.items.add(new File(['[{"id":"wait","title":"Два","ordered":"2026-01-20","x":1},{"ordered":"2026-01-21"},{"ordered":"?"}]'], 'a.json'));
            const input = root.querySelector('[data-field="file"]');
            input.files = files.files;
            input.dispatchEvent(new Event('change'));
            ${appears('[data-refused]')}`,
};

/** What can be pressed and is less than 44 px wide or high; a box to tick is hit by its label. */
const TOO_SMALL = `
  const root = document.querySelector('dispute-clock').shadowRoot;
  const all = [document, root].flatMap((where) => [...where.querySelectorAll('a[href], button, input, select, textarea, summary')]);
  return all.filter((one) => one.checkVisibility({ checkVisibilityCSS: true })).flatMap((one) => {
    const hit = ['checkbox', 'radio', 'file'].includes(one.type) ? one.closest('label') ?? one : one;
    const { width, height } = hit.getBoundingClientRect();
    const said = (one.getAttribute('aria-label') ?? hit.textContent).trim().slice(0, 40) || one.name;
    return Math.min(width, height) < 43.9 ? [said + ': ' + width.toFixed() + ' x ' + height.toFixed()] : [];
  });`;

for (const name of browsers()) {
  for (const dark of [false, true]) {
    test(`${name}, ${dark ? 'dark' : 'light'}: axe-core finds nothing`, async (t) => {
      const site = await serve(dist('site'));
      t.after(site.close);
      const browser = await openBrowser(name, { dark, timeZone: ZONE });
      t.after(browser.close);
      const page = new Page(browser);
      await page.open(site.url);
      /** @type {unknown[]} what is found in each state: by axe-core, and too small to hit */
      const faults = [];
      for (const [state, script] of Object.entries(STATES)) {
        await page.run(script);
        const [found, small] = /** @type {unknown[][]} */ ([await page.violations(), await page.driver.executeScript(TOO_SMALL)]);
        if (found.length + small.length > 0) faults.push([state, found, small]);
      }
      assert.deepEqual(faults, []);
    });
  }

  test(`${name}: the keyboard alone`, async (t) => {
    const site = await serve(dist('site'));
    t.after(site.close);
    const browser = await openBrowser(name, { timeZone: ZONE });
    t.after(browser.close);
    const page = new Page(browser);
    await page.open(site.url);
    await page.run(`root.querySelector('[data-action="now"]').focus()`);
    await page.typeKeys(Key.ENTER);
    await page.tabTo('title');
    await page.typeKeys('Чехол', Key.ENTER);
    await page.saved();
    assert.equal(await page.text('[data-countdown]'), '7 часов 59 минут 58 секунд');
    assert.equal(await page.focused(), 'card-title', 'the new order is where the keyboard goes on');
    await page.tabTo('remove');
    await page.typeKeys(Key.ENTER);
    assert.equal(await page.focused(), 'undo');
    await page.typeKeys(Key.ENTER);
    assert.equal(await page.text('.card-title'), 'Чехол');
    assert.equal(await page.focused(), 'card-title');
  });
}
