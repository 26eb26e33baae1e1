// What the embed fetches when it is first used: not before, from beside the script, under the strictest
// policies; and should it not come, that is said, nothing is lost, and the next try may succeed.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { browsers, dist, openBrowser, serve } from './harness/index.mjs';
import { Page, ZONE } from './page.mjs';

const TRUSTED = "require-trusted-types-for 'script'; trusted-types 'none'";
const STRICT = `default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; ${TRUSTED}`;
const NO_WASM = `default-src 'self'; script-src 'self'; ${TRUSTED}`;
const MORE = '/dispute-clock.more.js';
const PLAIN = '/dispute-clock.more.plain.js';
const TEXT = 'Заказ № 7788-1234 оформлен 5 февраля 2026 г. в 14:23';
const FAILED = 'Эта часть страницы не загрузилась. Проверьте связь и попробуйте снова.';

/** @param {Page} page @param {string} text */
async function paste(page, text) {
  await page.run(`root.querySelector('[data-paste]').open = true`);
  await page.find('[data-field="paste"]');
  await page.run(
    `const area = root.querySelector('[data-field="paste"]');
     area.value = args[0];
     area.dispatchEvent(new Event('input', { bubbles: true }));`,
    text,
  );
}

/** @param {Page} page @returns {Promise<string[]>} */
const loaded = (page) => page.run(`return performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname)`);

for (const name of browsers()) {
  test(`${name}: what is fetched when first used`, async (t) => {
    const browser = await openBrowser(name, { timeZone: ZONE });
    t.after(browser.close);
    const page = new Page(browser);
    const pages = {
      '/index.html': `<!doctype html><html lang="ru"><meta charset="utf-8"><script src="watch.js"></script>
        <dispute-clock></dispute-clock><script src="dispute-clock.js"></script></html>`,
      '/watch.js': `window.violations = []; addEventListener('securitypolicyviolation', (event) => violations.push(event.violatedDirective + ' ' + event.blockedURI));`,
    };
    /** @param {string} policy @param {Set<string>} [missing] */
    const open = async (policy, missing = new Set()) => {
      const site = await serve(dist('embed'), { pages, missing, headers: { 'content-security-policy': policy } });
      await page.open(site.url);
      return site;
    };

    await t.test('under a strict policy: fetched for the first text, not before, and nothing to report', async (t) => {
      const site = await open(STRICT);
      t.after(site.close);
      await page.add({ date: '2026-02-20', title: 'Лампа' });
      await page.saved();
      assert.ok(!(await loaded(page)).includes(MORE), 'an order is entered and counted without it');
      await paste(page, TEXT);
      await page.until('it was understood', `return root.querySelectorAll('[data-found]').length > 0`);
      assert.ok((await loaded(page)).includes(MORE));
      assert.ok(!(await loaded(page)).includes(PLAIN));
      assert.deepEqual(await page.run('return violations'), []);
    });

    await t.test('where WebAssembly is forbidden: as plain JavaScript', async (t) => {
      const site = await open(NO_WASM);
      t.after(site.close);
      await paste(page, TEXT);
      await page.until('it was understood', `return root.querySelectorAll('[data-found]').length > 0`);
      assert.equal(await page.text('[data-found="number"] strong'), '7788-1234');
      assert.ok((await loaded(page)).includes(PLAIN));
    });

    await t.test('not to be had: said, nothing lost, and tried again', async (t) => {
      const missing = new Set([MORE]);
      const site = await open(STRICT, missing);
      t.after(site.close);
      if ((await page.count('[data-order]')) === 0) {
        await page.add({ date: '2026-02-20', title: 'Лампа' });
        await page.saved();
      }
      await paste(page, TEXT);
      await page.until('it is said', `return root.querySelector('.message')?.textContent.includes(args[0])`, FAILED);
      assert.equal(await page.run(`return root.querySelector('[data-field="paste"]').value`), TEXT);
      assert.match(
        await page.driver.executeAsyncScript(
          `const done = arguments[0], root = document.querySelector('dispute-clock').shadowRoot;
           const made = [], create = URL.createObjectURL;
           URL.createObjectURL = (file) => (made.push(file), create(file));
           HTMLAnchorElement.prototype.click = () => {};
           root.querySelector('[data-action="export-file"]').click();
           made[0].text().then(done);`,
        ),
        /Лампа/,
        'a file of the orders needs nothing more',
      );
      await page.run(`root.querySelector('[data-claim] summary').click()`);
      await page.until('it is said in the claim', `return root.querySelector('[data-claim-missing]')?.textContent.includes(args[0])`, FAILED);

      missing.clear();
      await page.run(`root.querySelector('[data-action="fetch-again"]').click()`);
      await page.until('it is written', `return root.querySelector('[data-field="claim"]')?.value.includes('20')`);
      await paste(page, TEXT);
      await page.until('it was understood', `return root.querySelectorAll('[data-found]').length > 0`);
    });

    await t.test('of another build: not let in', async (t) => {
      const whole = readFileSync(`${dist('embed')}${MORE}`, 'utf8');
      const other = whole.replace(/"[0-9a-f]{16}"/, `"${'0'.repeat(16)}"`);
      assert.notEqual(other, whole);
      const site = await serve(dist('embed'), { pages: { ...pages, [MORE]: other }, headers: { 'content-security-policy': STRICT } });
      t.after(site.close);
      await page.open(site.url);
      await paste(page, TEXT);
      await page.until('it is said', `return root.querySelector('.message')?.textContent.includes(args[0])`, FAILED);
      assert.equal(await page.count('[data-found]'), 0);
    });

    await t.test('a link that cannot be read yet keeps its orders', async (t) => {
      const missing = new Set([MORE]);
      const site = await open(STRICT, missing);
      t.after(site.close);
      const orders = JSON.stringify({ format: 1, orders: [{ id: 'x', title: 'Чехол', ordered: '2026-02-01' }] });
      const address = `${site.url}#orders=j.${Buffer.from(orders).toString('base64url')}`;
      await page.driver.get('about:blank');
      await page.open(address);
      await page.until('it is said', `return root.querySelector('[data-problem]')?.dataset.problem === 'not-loaded'`);
      await page.press('[data-action="close-dialog"]');
      assert.equal(await page.driver.getCurrentUrl(), address);
      missing.clear();
      await page.driver.get('about:blank');
      await page.open(address);
      await page.until('it asks', `return root.querySelectorAll('[data-steps], [data-action="take-in"]').length > 0`);
    });
  });
}
