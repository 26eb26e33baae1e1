// The embed as pages use it: in any order, any number of times, under strict policies; and where a policy
// forbids WebAssembly, with the plain core from the file beside it.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { browsers, dist, openBrowser, serve } from './harness/index.mjs';
import { NOW, ZONE } from './page.mjs';

const SCRIPT = 'src="dispute-clock.js"';
const TRUSTED = "require-trusted-types-for 'script'; trusted-types 'none'";
const STRICT = `default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; ${TRUSTED}`;
const NO_WASM = `default-src 'self'; script-src 'self'; ${TRUSTED}`;

/** @type {Record<string, string>} */
const PLACES = {
  'before the tag': `<script ${SCRIPT}></script><dispute-clock></dispute-clock>`,
  'after the tag': `<dispute-clock></dispute-clock><script ${SCRIPT}></script>`,
  deferred: `<script ${SCRIPT} defer></script><dispute-clock></dispute-clock>`,
  'not waited for': `<script ${SCRIPT} async></script><dispute-clock></dispute-clock>`,
  twice: `<script ${SCRIPT}></script><dispute-clock></dispute-clock><script src="dispute-clock.js?again"></script>`,
  'one file with an old script after it': '<dispute-clock></dispute-clock><script src="first.js"></script>',
  'one file with an old script before it': '<dispute-clock></dispute-clock><script src="last.js"></script>',
  'added by a script': `<dispute-clock></dispute-clock><script>
    const late = document.createElement('script'); late.src = window.trustedTypes?.createPolicy('late', { createScriptURL: (address) => address }).createScriptURL('dispute-clock.js') ?? 'dispute-clock.js'; document.head.append(late)</script>`,
};

const EMBED = readFileSync(join(dist('embed'), 'dispute-clock.js'), 'utf8');
const WATCH = `window.violations = []; window.faults = [];
  addEventListener('securitypolicyviolation', (event) => violations.push(event.violatedDirective + ' ' + event.blockedURI));
  addEventListener('error', (event) => faults.push(event.message));
  addEventListener('unhandledrejection', (event) => faults.push(String(event.reason)));`;
const GIVEN = `const element = document.querySelector('dispute-clock'); element.timeZone = '${ZONE}'; element.now = ${NOW};
  element.orders = [{ id: '1', title: 'A lamp', ordered: '2026-02-20T10:00' }];`;

// Chromium before 115 compiles no more than 4 KB at a time synchronously.
const SMALL_WASM = `const { Module, Instance } = WebAssembly;
  const small = new WeakSet();
  const refuse = () => { throw new RangeError('WebAssembly is disallowed on the main thread, if the buffer size is larger than 4KB'); };
  WebAssembly.Module = function (bytes) {
    if (bytes.byteLength > 4096) refuse();
    const module = new Module(bytes);
    small.add(module);
    return module;
  };
  WebAssembly.Instance = function (module, imports) { return small.has(module) ? new Instance(module, imports) : refuse(); };`;

/** @param {string} body */
const page = (body) => `<!doctype html><html lang="en"><meta charset="windows-1251"><script src="watch.js"></script>${body}</html>`;
const PAGES = {
  '/watch.js': WATCH,
  '/strict.html': page(PLACES.deferred),
  '/small.js': SMALL_WASM,
  '/small.html': page(`<script src="small.js"></script>${PLACES.deferred}`),
  // As bundling tools concatenate scripts: no semicolon or line break between them, and the others are in
  // sloppy mode.
  '/first.js': `${EMBED}with ({}) after = 1`,
  '/last.js': `window.before = function () { after = 1 }${EMBED}`,
  ...Object.fromEntries(Object.values(PLACES).map((body, index) => [`/${index}.html`, page(body)])),
};

/** @param {Awaited<ReturnType<typeof openBrowser>>} browser @param {string} url */
async function openAndDescribe(browser, url) {
  const { driver } = browser;
  await driver.get(url);
  await driver.wait(() => driver.executeScript(`return Boolean(customElements.get('dispute-clock'))`), 20_000, 'the element was never defined');
  await driver.executeScript(GIVEN);
  await driver.wait(
    () => driver.executeScript(`const root = document.querySelector('dispute-clock').shadowRoot;
      return Boolean(root.querySelector('[data-phase]') && !root.querySelector('[data-loading]'));`),
    10_000,
    'the order was not shown, or the element not fully loaded',
  );
  return driver.executeScript(`
    const element = document.querySelector('dispute-clock');
    return {
      phase: element.shadowRoot.querySelector('[data-phase]').dataset.phase,
      text: element.shadowRoot.querySelector('[data-phase]').textContent,
      height: element.offsetHeight, violations, faults,
      loaded: performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname),
    };`);
}

for (const name of browsers()) {
  test(`${name}: the embedded script`, async (t) => {
    const browser = await openBrowser(name, { lang: 'en' });
    t.after(browser.close);

    /** @type {Awaited<ReturnType<typeof openAndDescribe>>} */
    let usual;
    await t.test('works anywhere in a page, twice, and late', async (t) => {
      const site = await serve(dist('embed'), { pages: PAGES });
      t.after(site.close);
      for (const [index, place] of Object.keys(PLACES).entries()) {
        usual = await openAndDescribe(browser, `${site.url}${index}.html`);
        assert.equal(usual.phase, 'waiting', place);
        assert.ok(usual.height > 200, place);
        assert.deepEqual([usual.violations, usual.faults], [[], []], place);
        assert.ok(!usual.loaded.includes('/dispute-clock.plain.js'), place);
      }
    });

    await t.test('works as its README says, and only with the unmodified script', async (t) => {
      const readme = readFileSync(join(dist('embed'), 'README.md'), 'utf8');
      const [, snippet] = /```html\n([^`]+)```/.exec(readme) ?? [];
      assert.match(snippet, /src="\/dispute-clock\/\d+\.\d+\.\d+-[0-9a-f]{8}\/dispute-clock\.js"/);
      const [, path] = /src="([^"]+)"/.exec(snippet) ?? [];
      const script = readFileSync(join(dist('embed'), 'dispute-clock.js'), 'utf8');
      /** @type {Record<string, string>} */
      const pages = { ...PAGES, '/own.html': page(snippet), [path]: script };
      const site = await serve(dist('embed'), { pages });
      t.after(site.close);
      assert.equal((await openAndDescribe(browser, `${site.url}own.html`)).phase, 'waiting');

      pages[path] = `window.ran = true;${script}`;
      await browser.driver.get(`${site.url}own.html`);
      const ran = `return window.ran === true || Boolean(customElements.get('dispute-clock'))`;
      assert.equal(await browser.driver.executeScript(ran), false);
    });

    await t.test('leaves the fallback content, not a stopped countdown, in a saved copy of the page opened without the script', async (t) => {
      const given = 'ordered="2026-02-20T10:00"';
      /** @type {Record<string, string>} */
      const pages = {
        ...PAGES,
        '/article.html': page(`<dispute-clock>Here it counts.</dispute-clock><p>Wait: <dispute-countdown ${given}>75 days</dispute-countdown></p>
          <dispute-countdown layout="card" ${given}>For 75 days.</dispute-countdown><script ${SCRIPT}></script>`),
      };
      const site = await serve(dist('embed'), { pages });
      t.after(site.close);
      await openAndDescribe(browser, `${site.url}article.html`);
      const { driver } = browser;
      await driver.executeScript(`for (const one of document.querySelectorAll('dispute-countdown')) Object.assign(one, { now: ${NOW}, timeZone: '${ZONE}' })`);
      const { seen, saved } = await driver.executeAsyncScript(`
        const elements = [...document.querySelectorAll('dispute-clock, dispute-countdown')];
        requestAnimationFrame(() => arguments[0]({
          seen: elements.map(({ shadowRoot }) => shadowRoot.querySelector('[data-countdown]')?.getClientRects().length > 0),
          // As browsers save a page: shadow roots with their contents, without the styles applied by scripts.
          saved: elements.map((one) => one.outerHTML.replace('>', '><template shadowrootmode="open">' + one.shadowRoot.innerHTML + '</template>')),
        }));`);
      assert.deepEqual(seen, [true, true, true]);
      pages['/saved.html'] = page(saved.join(''));
      await driver.get(`${site.url}saved.html`);
      const rendered = await driver.executeScript(`return [...document.querySelectorAll('dispute-clock, dispute-countdown')].map(({ shadowRoot, firstChild }) => {
        const text = document.createRange();
        text.selectNode(firstChild);
        return [text.getClientRects().length > 0, [...shadowRoot.querySelectorAll('*')].some((node) => node.getClientRects().length > 0)];
      })`);
      assert.deepEqual(rendered, [[true, false], [true, false], [true, false]]);
    });

    await t.test('violates no strict policy that requires trusted types', async (t) => {
      const site = await serve(dist('embed'), { pages: PAGES, headers: { 'content-security-policy': STRICT } });
      t.after(site.close);
      const strict = await openAndDescribe(browser, `${site.url}strict.html`);
      assert.deepEqual(strict.violations, []);
      assert.equal(strict.text, usual.text);
      assert.ok(!strict.loaded.includes('/dispute-clock.plain.js'));
    });

    await t.test('gives the same from the plain core where WebAssembly is forbidden', async (t) => {
      const site = await serve(dist('embed'), { pages: PAGES, headers: { 'content-security-policy': NO_WASM } });
      t.after(site.close);
      const plain = await openAndDescribe(browser, `${site.url}strict.html`);
      assert.ok(plain.loaded.includes('/dispute-clock.plain.js'));
      assert.equal(plain.text, usual.text);
      assert.equal(plain.height, usual.height);
      // Checking whether WebAssembly may run is itself reported, once; nothing else is.
      const others = plain.violations.filter((/** @type {string} */ report) => report !== 'script-src wasm-eval');
      assert.deepEqual([others, plain.faults], [[], []]);
      assert.ok(plain.violations.length <= 1, String(plain.violations));
    });

    await t.test('gives the same from the plain core where synchronous compilation is limited, as in Chromium before 115', async (t) => {
      const site = await serve(dist('embed'), { pages: PAGES });
      t.after(site.close);
      const plain = await openAndDescribe(browser, `${site.url}small.html`);
      assert.ok(plain.loaded.includes('/dispute-clock.plain.js'));
      assert.equal(plain.text, usual.text);
      assert.deepEqual(plain.faults, []);
    });

    await t.test('the npm package’s element starts where synchronous compilation is limited', async (t) => {
      const pages = { ...PAGES, '/npm-small.html': page('<script src="small.js"></script><dispute-clock></dispute-clock><script src="element.js" type="module"></script>') };
      const site = await serve(dist('npm'), { pages });
      t.after(site.close);
      const aside = await openAndDescribe(browser, `${site.url}npm-small.html`);
      assert.equal(aside.text, usual.text);
      assert.deepEqual(aside.faults, []);
    });

    await t.test('the npm package, which has no plain core, keeps the fallback content where WebAssembly is forbidden, and the console says why', async (t) => {
      const tags = '<dispute-clock>Ask support.</dispute-clock><dispute-countdown ordered="2026-02-20T10:00">75 days</dispute-countdown>';
      const pages = {
        ...PAGES,
        '/watch.js': `${WATCH} window.said = []; console.warn = (text) => said.push(text);`,
        '/npm.html': page(`${tags}<script src="element.js" type="module"></script>`),
      };
      const site = await serve(dist('npm'), { pages, headers: { 'content-security-policy': NO_WASM } });
      t.after(site.close);
      const { driver } = browser;
      await driver.get(`${site.url}npm.html`);
      await driver.wait(() => driver.executeScript('return said.length > 0 || faults.length > 0'), 10_000, 'nothing is logged');
      const { faults, said, heights } = await driver.executeScript(`return { faults, said,
        heights: [...document.querySelectorAll('dispute-clock, dispute-countdown')].map(({ firstChild }) => {
          const text = document.createRange();
          text.selectNode(firstChild);
          return text.getClientRects().length;
        }) }`);
      assert.deepEqual(heights, [1, 1]);
      assert.deepEqual(faults, []);
      assert.match(String(said), /^dispute-clock cannot start: [^,]*WebAssembly/);
    });
  });
}
