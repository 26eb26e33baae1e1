// In print: all orders, even those hidden by a fold or a search, with every step and source unfolded, in light
// colors, and no controls. Afterwards the page is as it was.

import assert from 'node:assert/strict';
import test from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { browsers, dist, openBrowser, serve } from './harness/index.mjs';
import { Page, ZONE, visit } from './page.mjs';
import { ordersOf } from './states.mjs';

for (const name of browsers()) {
  test(`${name}: printing unfolds everything, and afterwards folds it again`, async (t) => {
    const { site, page } = await visit(t, name);
    await page.open(site.url);
    await page.run('element.orders = args[0]', ordersOf('ru'));
    const open = () => page.run(`return [...root.querySelectorAll('details')].filter(({ open }) => open).map((one) => one.querySelector('summary').textContent)`);
    const before = await open();
    const all = await page.count('details');
    assert.ok(before.length < all);
    await page.run(`window.dispatchEvent(new Event('beforeprint'))`);
    assert.ok((await page.count('details')) > all, 'some folds are nested');
    assert.equal(await page.count('details:not([open], [data-claim], [data-paste])'), 0);
    await page.run(`window.dispatchEvent(new Event('afterprint'))`);
    assert.deepEqual(await open(), before);
  });
}

for (const name of browsers()) {
  test(`${name}: printing fetches nothing, and says nothing about what it does not print`, async (t) => {
    /** @type {string[]} */
    const asked = [];
    const site = await serve(dist('site'), { headers: { 'content-security-policy': '' }, missing: new Set(['/dispute-clock.more.js', '/dispute-clock.texts.js']), seen: ({ url }) => asked.push(url ?? '') });
    t.after(site.close);
    const browser = await openBrowser(name, { timeZone: ZONE });
    t.after(browser.close);
    const page = new Page(browser);
    await page.open(site.url);
    await page.run('element.orders = args[0]', ordersOf('ru'));
    asked.length = 0;
    await page.run(`dispatchEvent(new Event('beforeprint')); dispatchEvent(new Event('afterprint'))`);
    await sleep(500);
    assert.deepEqual(asked.filter((url) => /more|texts/.test(url)), []);
    assert.equal(await page.text('[data-message]'), undefined);
  });
}

for (const name of browsers()) {
  test(`${name}: the printed page shows all that matters and nothing else`, { skip: name !== 'chromium' && 'only Chromium can emulate print media' }, async (t) => {
    const { site, browser, page } = await visit(t, name, { width: 700, dark: true });
    await page.open(site.url);
    const orders = ordersOf('ru');
    await page.run('element.orders = args[0]', orders);
    await page.type('search', 'Чехол');
    const driver = /** @type {import('selenium-webdriver/chrome.js').Driver} */ (/** @type {unknown} */ (browser.driver));
    await driver.sendDevToolsCommand('Emulation.setEmulatedMedia', { media: 'print' });
    await page.run(`window.dispatchEvent(new Event('beforeprint'))`);
    const visible = (/** @type {string} */ selector) =>
      page.run(`return [...document.querySelectorAll(args[0]), ...root.querySelectorAll(args[0])].filter((one) => one.checkVisibility()).map((one) => one.textContent.trim())`, selector);
    assert.equal((await visible('[data-order]')).length, orders.length);
    const closedHeading = (/** @type {string} */ text) => text.startsWith('Закрытые');
    assert.deepEqual((await visible('button')).filter((/** @type {string} */ text) => !closedHeading(text)), []);
    assert.deepEqual(await visible('form, select, textarea, input:not([type="checkbox"])'), []);
    const steps = await page.run(`return root.querySelectorAll('.steps li').length`);
    assert.ok(steps > orders.length, 'orders that were never scrolled into view are printed, too');
    assert.equal((await visible('.steps li')).length, steps);
    assert.ok((await visible('.sources')).length > 0);
    assert.deepEqual(await visible('[data-claim]'), [], 'the heading of the message is not printed without the message');
    const edges = await page.run(`return [...root.querySelectorAll('.cautions .sources li')].map((one) => getComputedStyle(one).borderInlineStartWidth)`);
    assert.deepEqual([...new Set(edges)], ['0px'], 'a source does not look like a caution');
    assert.equal((await visible('[data-facts]')).length, (await visible('.timeline')).length, 'the timeline is printed as text');
    assert.equal((await visible('[data-printed]')).length, 1);
    assert.match(await page.text('[data-printed]'), /^Напечатано: 1 марта, 10:30\./);
    const colors = await page.run(`const { color, backgroundColor } = getComputedStyle(root.querySelector('.card')); return [color, backgroundColor]`);
    assert.deepEqual(colors, ['rgb(26, 36, 34)', 'rgb(255, 255, 255)'], 'a dark page is printed light');
    assert.equal(await page.overflow(), 0);
    const divided = await page.run(`return root.textContent.match(/.{20}\\d(-го)? (дн|день|час).{9}/gu)`);
    assert.equal(divided, null, 'no line breaks between a number and its unit');
  });
}
