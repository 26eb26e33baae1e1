// Hostile or careless host pages: on each, the element has the same sizes as on a clean one, to the pixel, and
// the same text. Screenshots in target/shots/hostile.

import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { installTools } from '../consumers/tools.mjs';
import { ROOT } from '../package/packed.mjs';
import { browsers, dist, openBrowser, serve } from './harness/index.mjs';
import { NOW, Page, ZONE } from './page.mjs';
import { ordersOf } from './states.mjs';

const FOLDER = fileURLToPath(new URL('hostile', import.meta.url));
const SHOTS = join(ROOT, 'target/shots/hostile');
const names = readdirSync(FOLDER).flatMap((file) => (file.endsWith('.html') ? [file.slice(0, -5)] : []));

// The page controls the position; here it is the same everywhere.
const PREPARE = `
  const place = document.getElementById('place');
  const given = { all: 'initial', display: 'block', position: 'absolute', left: '0', top: '0', width: '600px' };
  for (const name in given) place.style.setProperty(name, given[name], 'important');
  const element = place.firstElementChild;
  element.lang = 'en';
  element.timeZone = '${ZONE}';
  element.now = ${NOW};
  element.orders = [
    { id: '1', title: 'A lamp', ordered: '2026-02-20T10:00', price: { amount: '1299.00', currency: 'RUB' } },
    { id: '2', title: 'A pair of gloves', ordered: '2026-03-01T09:00', number: '12345' },
  ];`;
const MEASURE = `
  // Slotted content belongs to the page.
  const all = document.querySelector('dispute-clock').shadowRoot.querySelectorAll('*:not(slot)');
  return Array.prototype.map.call(all, (node) => {
    const { width, height } = node.getBoundingClientRect();
    // By the standard, a line without text of its own is lower in quirks mode.
    const lines = document.compatMode === 'BackCompat' ? [] : [Math.round(height)];
    const { fontSize, visibility, direction } = getComputedStyle(node);
    return [width, node.localName + '.' + (node.getAttribute('class') || ''), fontSize, visibility, direction, ...lines].join(' ');
  }).join('\\n');`;

const TAGS = ['<dispute-clock></dispute-clock>', '<dispute-countdown layout="card" ordered="2026-02-20"></dispute-countdown>'];
/** @type {Record<string, string>} */
const AS_WIDE_AS_CONTENT = {
  'a dialog': '<dialog open>…</dialog>',
  'a row': '<div style="display: flex; justify-content: center">…</div>',
  'a column': '<div style="display: flex; flex-direction: column; align-items: center">…</div>',
  'a grid': '<div style="display: grid; place-items: center">…</div>',
  'a table': '<table><tr><td>…</table>',
  'beside the text': '<div style="float: left">…</div>',
};

/** Whether a node has the same size as on the clean page, up to the rounding that its position causes. @param {string} size @param {string} clean */
const isAlike = (size, clean) =>
  Math.abs(parseFloat(size) - parseFloat(clean)) < 0.1 && clean.slice(clean.indexOf(' ')).startsWith(size.slice(size.indexOf(' ')));

/** @param {Awaited<ReturnType<typeof openBrowser>>} browser @param {string} url */
async function measurementsOf({ driver, name }, url) {
  await driver.get(url);
  await driver.executeScript(PREPARE);
  const orders = `const root = document.querySelector('dispute-clock').shadowRoot;
    return root.querySelectorAll('[data-order]').length === 2 && root.querySelector('.root').lang === 'en'`;
  await driver.wait(() => driver.executeScript(orders), 10_000, `no orders are shown on ${url}`);
  const file = `${url.split('/').at(-1)?.replace('.html', '')}-${name}.png`;
  await writeFile(join(SHOTS, file), await driver.takeScreenshot(), 'base64');
  const text = await driver.executeScript(`return document.querySelector('dispute-clock').shadowRoot.textContent`);
  return { sizes: String(await driver.executeScript(MEASURE)).split('\n'), text };
}

for (const name of browsers()) {
  test(`${name}: the element looks the same on ${names.length - 1} hostile pages`, async (t) => {
    const folder = join(ROOT, 'target/consumers/hostile');
    await mkdir(folder, { recursive: true });
    await mkdir(SHOTS, { recursive: true });
    await installTools(folder, join(FOLDER, 'package.json'));
    const site = await serve(resolve(ROOT));
    t.after(site.close);
    const browser = await openBrowser(name, { lang: 'en' });
    t.after(browser.close);
    const clean = await measurementsOf(browser, `${site.url}tests/browser/hostile/clean.html`);
    assert.ok(clean.sizes.length > 50);
    for (const hostile of names.filter((other) => other !== 'clean')) {
      await t.test(hostile, async () => {
        const here = await measurementsOf(browser, `${site.url}tests/browser/hostile/${hostile}.html`);
        assert.equal(here.text, clean.text);
        assert.deepEqual(here.sizes.filter((size, index) => !isAlike(size, clean.sizes[index])), []);
      });
    }
  });

  test(`${name}: on a phone a right-to-left page does not scroll sideways`, async (t) => {
    const rtl = `<!doctype html><html lang="ar" dir="rtl"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
      <p>مرحبا</p><dispute-clock lang="ru"></dispute-clock><script src="dispute-clock.js"></script></html>`;
    const site = await serve(dist('embed'), { pages: { '/rtl.html': rtl } });
    t.after(site.close);
    const browser = await openBrowser(name, { timeZone: ZONE, width: 360, height: 800 });
    t.after(browser.close);
    const page = new Page(browser);
    await page.open(`${site.url}rtl.html`);
    await page.run('element.orders = args[0]', ordersOf('ru'));
    assert.equal(await page.overflow(), 0);
    const outside = `return [...root.querySelectorAll('.card .ruler-label')].filter((label) => {
      const [{ left, right }, card] = [label.getBoundingClientRect(), label.closest('.card').getBoundingClientRect()];
      return left < card.left || right > card.right;
    }).map((label) => label.textContent)`;
    assert.deepEqual(await page.run(outside), []);
  });

  test(`${name}: the element has a width of its own in a place that shrinks to its content, and fits a phone`, async (t) => {
    const head = '<!doctype html><html lang="ru"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><script src="dispute-clock.js"></script>';
    const cases = Object.entries(AS_WIDE_AS_CONTENT).flatMap(([place, around]) => TAGS.map((tag) => ({ what: `${tag} in ${place}`, body: around.replace('…', tag) })));
    const pages = Object.fromEntries(cases.map(({ body }, index) => [`/${index}.html`, `${head}<body>${body}</html>`]));
    const site = await serve(dist('embed'), { pages });
    t.after(site.close);
    const browser = await openBrowser(name, { timeZone: ZONE });
    t.after(browser.close);
    const { driver } = browser;
    const measure = `const element = document.querySelector('dispute-clock, dispute-countdown'), { scrollWidth, clientWidth } = document.documentElement;
      return element.shadowRoot?.querySelector('.root:not([data-loading])') && [element.offsetWidth, scrollWidth - clientWidth]`;
    for (const [screen, least] of [[1280, 500], [360, 240]]) {
      await browser.resize(screen, 800);
      for (const [index, { what }] of cases.entries()) {
        await driver.get(`${site.url}${index}.html`);
        const [width, over] = /** @type {number[]} */ (await driver.wait(() => driver.executeScript(measure), 10_000, what));
        assert.ok(width >= least, `${what}, ${screen} px: ${width} px wide`);
        assert.equal(over, 0, `${what}, ${screen} px`);
      }
    }
  });
}
