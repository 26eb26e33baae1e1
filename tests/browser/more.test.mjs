// What the embed fetches on first use: not earlier and no more than needed, from beside the script, under the
// strictest policies; and if a fetch fails, the reader is told, nothing is lost, and the next try may succeed.

import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import en from '../../www/locales/en.js';
import ru from '../../www/locales/ru.js';
import { browsers, dist, fileUrl, openBrowser, serve } from './harness/index.mjs';
import { Page, ZONE } from './page.mjs';

const TRUSTED = "require-trusted-types-for 'script'; trusted-types 'none'";
const STRICT = `default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; ${TRUSTED}`;
const NO_WASM = `default-src 'self'; script-src 'self'; ${TRUSTED}`;
const MORE = '/dispute-clock.more.js';
const TEXTS = '/dispute-clock.texts.js';
const ENGLISH = '/dispute-clock.en.js';
const PLAIN = '/dispute-clock.texts.plain.js';
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
  test(`${name}: files that are fetched when first used`, async (t) => {
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

    await t.test('under a strict policy they are fetched for the first text, not before, and violate nothing', async (t) => {
      const site = await open(STRICT);
      t.after(site.close);
      await page.add({ date: '2026-02-20', title: 'Лампа' });
      await page.saved();
      const needless = [MORE, TEXTS, ENGLISH];
      assert.deepEqual((await loaded(page)).filter((file) => needless.includes(file)), [], 'an order is added and counted without them');
      await paste(page, TEXT);
      await page.until('the text is read', `return root.querySelectorAll('[data-found]').length > 0`);
      assert.deepEqual((await loaded(page)).filter((file) => needless.includes(file)).sort(), [MORE, TEXTS]);
      assert.ok(!(await loaded(page)).includes(PLAIN));
      assert.deepEqual(await page.run('return violations'), []);
    });

    await t.test('where WebAssembly is forbidden the core is fetched as plain JavaScript', async (t) => {
      const site = await open(NO_WASM);
      t.after(site.close);
      await paste(page, TEXT);
      await page.until('the text is read', `return root.querySelectorAll('[data-found]').length > 0`);
      assert.equal(await page.text('[data-found="number"] strong'), '7788-1234');
      assert.ok((await loaded(page)).includes(PLAIN));
    });

    await t.test('a failed fetch is reported, loses nothing, and can be retried', async (t) => {
      const missing = new Set([MORE]);
      const site = await open(STRICT, missing);
      t.after(site.close);
      if ((await page.count('[data-order]')) === 0) {
        await page.add({ date: '2026-02-20', title: 'Лампа' });
        await page.saved();
      }
      await paste(page, TEXT);
      await page.until('the failure is reported', `return root.querySelector('.message')?.textContent.includes(args[0])`, FAILED);
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
        'exporting to a file needs no other file',
      );
      await page.run(`root.querySelector('[data-claim] summary').click()`);
      await page.until('the failure is reported in the claim', `return root.querySelector('[data-claim] [data-missing]')?.textContent.includes(args[0])`, FAILED);

      missing.clear();
      await page.run(`const again = root.querySelector('[data-action="fetch-again"]'); again.focus(); again.click();`);
      assert.equal(await page.run(`return root.activeElement.matches('[data-claim] summary')`), true, 'the focus stays nearby');
      await page.until('the message is drafted', `return root.querySelector('[data-field="claim"]')?.value.includes('20')`);
      await paste(page, TEXT);
      await page.until('the text is read', `return root.querySelectorAll('[data-found]').length > 0`);
    });

    await t.test('a slow fetch is announced, and the announcement goes once it is there', async (t) => {
      /** @type {() => void} */
      let release = () => {};
      const held = new Promise((done) => (release = () => done(undefined)));
      const site = await serve(dist('embed'), { pages, headers: { 'content-security-policy': STRICT }, seen: ({ url }) => (url === MORE ? held : undefined) });
      t.after(site.close);
      await page.open(site.url);
      await paste(page, TEXT);
      await page.until('the wait is announced', `return root.querySelector('.message')?.textContent.includes('Загружаем')`);
      release();
      await page.until('the text is read', `return root.querySelectorAll('[data-found]').length > 0`);
      assert.equal(await page.count('.message'), 0);
    });

    await t.test('files of another build are rejected', async (t) => {
      for (const part of [MORE, TEXTS]) {
        const whole = readFileSync(`${dist('embed')}${part}`, 'utf8');
        const other = whole.replace(/(dispute-clock )[0-9a-f]{8}/, `$1${'0'.repeat(8)}`);
        assert.notEqual(other, whole);
        const site = await serve(dist('embed'), { pages: { ...pages, [part]: other }, headers: { 'content-security-policy': STRICT } });
        t.after(site.close);
        await page.open(site.url);
        await paste(page, TEXT);
        await page.until('the failure is reported', `return root.querySelector('.message')?.textContent.includes(args[0])`, FAILED);
        assert.equal(await page.count('[data-found]'), 0);
      }
    });

    await t.test('a table and a link need nothing of the engine', async (t) => {
      const missing = new Set([TEXTS]);
      const site = await open(STRICT, missing);
      t.after(site.close);
      if ((await page.count('[data-order]')) === 0) {
        await page.add({ date: '2026-02-20', title: 'Лампа' });
        await page.saved();
      }
      const share = async () => {
        await page.press('[data-action="share-all"]');
        await page.until('the link is shown', `return root.querySelector('[data-field="link"]')?.value.includes('#orders=')`);
        await page.until('the dialog explains the link', `return root.querySelector('[data-dialog]').textContent.includes(args[0])`, ru['share.secret']);
      };
      await share();
      assert.deepEqual((await loaded(page)).filter((file) => [MORE, TEXTS].includes(file)), [MORE]);
      await page.driver.get('about:blank');
      await page.open(site.url);
      await paste(page, TEXT);
      await page.until('the failure is reported', `return root.querySelector('.message')?.textContent.includes(args[0])`, FAILED);
      await share();
    });

    await t.test('another language is fetched when needed, and shown once loaded', async (t) => {
      const missing = new Set([ENGLISH]);
      const site = await open(STRICT, missing);
      t.after(site.close);
      const setLanguage = (/** @type {string} */ language) => page.driver.executeScript('document.documentElement.lang = arguments[0]', language);
      const untilTitle = (/** @type {string} */ text) => page.until(text, `return root.querySelector('.panel-title')?.textContent === args[0]`, text);
      await untilTitle(ru['form.add']);
      await page.type('title', 'Недописанное');
      assert.ok(!(await loaded(page)).includes(ENGLISH));
      await setLanguage('en');
      await page.until('the language was requested', `return performance.getEntriesByType('resource').some(({ name }) => name.includes(args[0]))`, ENGLISH);
      await untilTitle(ru['form.add']);

      missing.clear();
      await setLanguage('ru');
      await setLanguage('en-GB');
      await untilTitle(en['form.add']);
      assert.equal(await page.value('title'), 'Недописанное');
      await paste(page, 'Order placed on 5 February 2026 at 14:23');
      await page.until('the text is read', `return root.querySelector('[role="status"] .hint')?.textContent === args[0]`, en['pasted.look']);
      assert.deepEqual(await page.run('return violations'), []);
    });

    await t.test('a page in another language is in that language from the start, or in Russian if it cannot be fetched', async (t) => {
      const missing = new Set();
      const html = pages['/index.html'].replace('lang="ru"', 'lang="en"').replace('</html>', 'Ends <dispute-countdown ordered="2026-02-20T10:00+03:00"></dispute-countdown></html>');
      const site = await serve(dist('embed'), { pages: { ...pages, '/index.html': html }, missing, headers: { 'content-security-policy': STRICT } });
      t.after(site.close);
      const sentence = `return document.querySelector('dispute-countdown').shadowRoot.textContent.length > 0 && document.querySelector('dispute-countdown').shadowRoot.textContent`;
      const russian = /[А-Яа-яё]/;
      await page.driver.get('about:blank');
      await page.driver.get(site.url);
      await page.until('the page is in its language', `return root.querySelector('.panel-title')?.textContent === args[0]`, en['form.add']);
      assert.doesNotMatch(String(await page.run(sentence)), russian);
      missing.add(ENGLISH);
      const other = await serve(dist('embed'), { pages: { ...pages, '/index.html': html }, missing, headers: { 'content-security-policy': STRICT } });
      t.after(other.close);
      await page.driver.get(other.url);
      await page.until('the page is in its language', `return root.querySelector('.panel-title')?.textContent === args[0]`, ru['form.add']);
      assert.match(String(await page.run(sentence)), russian);
    });

    await t.test('until the language is loaded, the fallback content is shown', async (t) => {
      const html = `<!doctype html><html lang="en"><meta charset="utf-8"><dispute-clock>Your deadlines</dispute-clock>
        <p>Ordered: <dispute-countdown ordered="2026-02-20">cancel soon</dispute-countdown>.</p><script>onload = () => setTimeout(() => import('./dispute-clock.js'))</script></html>`;
      // Before the page has loaded, the driver would wait for it.
      let release = () => {};
      const released = new Promise((resolve) => { release = () => resolve(undefined); });
      const site = await serve(dist('embed'), { pages: { '/index.html': html }, seen: ({ url }) => url === ENGLISH && released });
      t.after(site.close);
      await page.driver.get(site.url);
      await page.until('the element waits for its language', `return root?.querySelector('[data-loading]')`);
      const seen = `return [...document.querySelectorAll('dispute-clock, dispute-countdown')].map(({ firstChild }) => {
        const text = document.createRange();
        text.selectNode(firstChild);
        return text.getClientRects().length > 0 && firstChild.data;
      })`;
      assert.deepEqual(await page.run(seen), ['Your deadlines', 'cancel soon']);
      release();
      await page.until('the page is in its language', `return root.querySelector('.panel-title')?.textContent === args[0]`, en['form.add']);
      assert.deepEqual(await page.run(seen), [false, false]);
    });

    await t.test('everything works from file:// and in a frame without an origin', async (t) => {
      const folder = mkdtempSync(join(tmpdir(), 'dispute-clock-'));
      t.after(() => rmSync(folder, { recursive: true }));
      cpSync(dist('embed'), folder, { recursive: true });
      writeFileSync(join(folder, 'index.html'), pages['/index.html'].replace('lang="ru"', 'lang="en"'));
      await page.driver.get('about:blank');
      await page.open(fileUrl(join(folder, 'index.html')));
      await page.until('the page is in its language', `return root.querySelector('.panel-title')?.textContent === args[0]`, en['form.add']);
      await paste(page, TEXT);
      await page.until('the text is read', `return root.querySelectorAll('[data-found]').length > 0`);

      const framed = { ...pages, '/framed.html': '<!doctype html><iframe sandbox="allow-scripts" src="index.html" width="1000" height="700"></iframe>' };
      const site = await serve(dist('embed'), { pages: framed, headers: { 'content-security-policy': "object-src 'none'" } });
      t.after(site.close);
      await page.driver.get(`${site.url}framed.html`);
      await page.driver.switchTo().frame(0);
      await page.until('the page is in its language', `return root?.querySelector('.panel-title')?.textContent === args[0]`, ru['form.add']);
      await paste(page, TEXT);
      await page.until('the text is read', `return root.querySelectorAll('[data-found]').length > 0`);
      await page.driver.switchTo().defaultContent();
    });

    await t.test('a link that cannot be read yet stays in the address', async (t) => {
      const missing = new Set([MORE]);
      const site = await open(STRICT, missing);
      t.after(site.close);
      const orders = JSON.stringify({ format: 1, orders: [{ id: 'x', title: 'Чехол', ordered: '2026-02-01' }] });
      const address = `${site.url}#orders=j.${Buffer.from(orders).toString('base64url')}`;
      await page.driver.get('about:blank');
      await page.open(address);
      await page.until('the failure is reported', `return root.querySelector('[data-problem]')?.dataset.problem === 'not-loaded'`);
      await page.press('[data-action="close-dialog"]');
      assert.equal(await page.driver.getCurrentUrl(), address);
      missing.clear();
      await page.driver.get('about:blank');
      await page.open(address);
      await page.until('the page asks about the orders', `return root.querySelectorAll('[data-steps], [data-action="take-in"]').length > 0`);
    });
  });
}
