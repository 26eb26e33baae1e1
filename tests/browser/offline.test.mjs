// The installed page: after one visit it opens offline and counts down; a new build replaces the old one at the
// next load and loses nothing, and a page that is open meanwhile keeps working; a storage failure does not
// break the page; a notification leads back to the page; it can be installed; and the single file, which needs
// no cache, registers nothing.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import test from 'node:test';
import { runInNewContext } from 'node:vm';
import en from '../../www/locales/en.js';
import { browsers, dist, fileUrl, openBrowser, serve } from './harness/index.mjs';
import { drawIcons } from './icons.mjs';
import { NOW, Page, ZONE, visit } from './page.mjs';

/** Waits until the worker controls the page; returns what it caches. */
const CACHED = `const done = arguments[0];
  navigator.serviceWorker.ready
    .then(({ active }) => active.state === 'activated' || new Promise((activated) => active.addEventListener('statechange', activated)))
    .then(() => caches.keys())
    .then(async (names) => done([names, await Promise.all(names.map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => url)))]))`;

/** Makes the page check for a new build, and waits until only that is cached. @param {Page} page @param {string} before the cache of the old one */
async function update(page, before) {
  await page.driver.executeScript('navigator.serviceWorker.getRegistration().then((registration) => registration.update())');
  await page.until('only the new build is kept', `
    if (element.names?.length === 1 && element.names[0] !== args[0]) return true;
    caches.keys().then((names) => { element.names = names; });
  `, before);
}

/** Gives the worker another version, with the contents that some files now have. @param {string} worker @param {Record<string, string>} pages by path */
function rebuilt(worker, pages) {
  const next = Object.entries(pages).reduce((text, [path, content]) => {
    const hash = `sha384-${createHash('sha384').update(content).digest('base64')}`;
    const names = path === '/index.html' ? ['./', 'index.html'] : [path.slice(1)];
    return names.reduce((all, name) => all.replace(new RegExp(`("${name.replaceAll('.', '\\.')}":)"[^"]+"`), `$1"${hash}"`), text);
  }, worker.replace(/version:"[0-9a-f]{8}"/, 'version:"01234567"'));
  assert.notEqual(next, worker);
  return next;
}

/** Pastes text, whose reader is fetched on first use. @param {Page} page */
async function paste(page) {
  await page.press('[data-paste] > summary');
  await page.find('[data-field="paste"]');
  await page.run(
    `const area = root.querySelector('[data-field="paste"]');
     area.value = 'Заказ № 7788-1234 оформлен 5 февраля 2026 г.';
     area.dispatchEvent(new Event('input', { bubbles: true }));`,
  );
}

/**
 * The page on a server with these settings, opened for the first time; skips the test where browsers have no service worker.
 *
 * @param {import('node:test').TestContext} t @param {Parameters<typeof openBrowser>[0]} name @param {Parameters<typeof serve>[1]} settings
 */
async function firstVisit(t, name, settings) {
  const site = await serve(dist('site'), settings);
  t.after(site.close);
  const browser = await openBrowser(name, { timeZone: ZONE });
  t.after(browser.close);
  const page = new Page(browser);
  await page.open(site.url);
  const hasWorkers = await page.driver.executeScript('return "serviceWorker" in navigator');
  if (!hasWorkers) t.skip('no service worker here');
  return { site, page, hasWorkers };
}

for (const name of browsers()) {
  test(`${name}: after one visit the page works without a network`, async (t) => {
    const { site, page } = await visit(t, name);
    await page.open(site.url);
    if (!(await page.driver.executeScript('return "serviceWorker" in navigator'))) return t.skip('no service worker here');
    await page.add({ date: '2026-03-01', time: '06:15', title: 'Наушники' });
    await page.saved();
    const [caches, [addresses]] = /** @type {[string[], string[][]]} */ (await page.driver.executeAsyncScript(CACHED));
    assert.equal(caches.length, 1);
    assert.ok(addresses.includes(site.url) && addresses.includes(`${site.url}dispute-clock.js`));
    assert.ok(addresses.every((address) => address.startsWith(site.url)), 'nothing from other sites is cached');

    await site.close();
    // Not with the driver's reload: Firefox's bypasses every service worker, like Shift+Reload.
    await page.open(site.url);
    assert.equal(await page.text('[data-countdown]'), '3 часа 44 минуты 58 секунд');
    assert.equal(await page.driver.executeScript('return getComputedStyle(document.querySelector(".page-foot")).borderTopStyle'), 'solid');
    await paste(page);
    await page.until('files that are fetched when first used are cached, too', `return root.querySelectorAll('[data-found]').length > 0`);
    await page.open(`${site.url}index.html?from=link#somewhere`);
    assert.equal(await page.text('.card-title'), 'Наушники');
    await page.add({ date: '2026-01-20', title: 'Чехол' });
    await page.saved();
    await page.open(site.url);
    assert.equal(await page.count('[data-order]'), 2, 'an order added without a network is saved');
  });

  test(`${name}: a new build takes over at the next load without losing anything`, async (t) => {
    /** @type {Record<string, string>} */
    const pages = {};
    // Not even where a host lets browsers keep the files of the old one for an hour.
    const { site, page, hasWorkers } = await firstVisit(t, name, { pages, headers: { 'cache-control': 'max-age=3600' } });
    if (!hasWorkers) return;
    await page.add({ date: '2026-03-01', time: '06:15', title: 'Наушники' });
    await page.saved();
    const [[first]] = /** @type {[string[], string[][]]} */ (await page.driver.executeAsyncScript(CACHED));
    await page.reload();
    await page.type('title', 'Недописанное');

    const [index, worker] = await Promise.all(['index.html', 'sw.js'].map((file) => readFile(dist(`site/${file}`), 'utf8')));
    pages['/index.html'] = index.replace('<body>', '<body data-build="new">');
    pages['/sw.js'] = rebuilt(worker, pages);
    await update(page, first);
    assert.equal(await page.driver.executeScript('return document.body.dataset.build ?? "old"'), 'old', 'the page does not reload by itself');
    assert.equal(await page.value('title'), 'Недописанное');

    await page.open(site.url);
    assert.equal(await page.driver.executeScript('return document.body.dataset.build'), 'new');
    assert.equal(await page.value('title'), 'Недописанное');
    assert.equal(await page.text('[data-countdown]'), '3 часа 44 минуты 58 секунд');
  });

  test(`${name}: a page that is open when a new build arrives keeps working, and a failing cache does not break the next load`, async (t) => {
    /** @type {Record<string, string>} */
    const pages = {};
    const { site, page, hasWorkers } = await firstVisit(t, name, { pages });
    if (!hasWorkers) return;
    const [[first]] = /** @type {[string[], string[][]]} */ (await page.driver.executeAsyncScript(CACHED));
    await page.open(site.url);

    // Nothing of the new build fits the old one; and its worker finds no storage once it is in control.
    const worker = await readFile(dist('site/sw.js'), 'utf8');
    for (const part of ['en', 'more', 'texts']) pages[`/dispute-clock.${part}.js`] = `throw new Error('of another build');`;
    pages['/sw.js'] = `addEventListener('activate', () => { caches.open = () => Promise.reject(new DOMException('', 'UnknownError')); });
      ${rebuilt(worker, pages)}`;
    await update(page, first);
    await paste(page);
    await page.until('the text is read by the page’s own build', `return root.querySelectorAll('[data-found]').length > 0`);
    await page.switchLanguage('en');
    await page.until('the page is in English', `return [args[0], args[1]].includes(root.querySelector('.list-title').textContent)`, en['list.title'], en['empty.title']);

    await page.open(site.url);
    assert.equal(await page.driver.executeScript('return Boolean(navigator.serviceWorker.controller)'), true);
  });

  test(`${name}: files of two builds, in the middle of an upload, are never kept together`, async (t) => {
    /** @type {Record<string, string>} */
    const pages = { '/dispute-clock.more.js': `throw new Error('of another build');` };
    const asked = new Set();
    const { site, page, hasWorkers } = await firstVisit(t, name, { pages, seen: ({ url }) => void asked.add(url) });
    if (!hasWorkers) return;
    await page.driver.wait(() => asked.has('/dispute-clock.more.js'), 8000, 'the worker fetches the files');
    await page.until('the installation has failed or succeeded', `
      navigator.serviceWorker.getRegistration().then((registration) => { element.over = !registration || registration.active; });
      return element.over;
    `);
    delete pages['/dispute-clock.more.js'];
    await page.open(site.url);
    await page.driver.executeAsyncScript(CACHED);
    await page.open(site.url);
    await paste(page);
    await page.until('the text is read by the page’s own build', `return root.querySelectorAll('[data-found]').length > 0`);
  });

  test(`${name}: where the server redirects index.html to its folder, either address opens, with a network and without`, async (t) => {
    const { site, page, hasWorkers } = await firstVisit(t, name, { moved: { '/index.html': '/' } });
    if (!hasWorkers) return;
    await page.driver.executeAsyncScript(CACHED);
    await page.open(`${site.url}index.html`);
    assert.equal(await page.count('[data-action="submit"]'), 1);
    await site.close();
    for (const address of ['index.html', '']) {
      await page.open(site.url + address);
      assert.equal(await page.count('[data-action="submit"]'), 1, address);
    }
  });

  test(`${name}: the single file registers no service worker and offers no download of itself`, async (t) => {
    const { site, page } = await visit(t, name);
    const offersDownload = () => page.driver.executeScript(`return document.querySelector('.page-keep').checkVisibility()`);
    await page.open(site.url);
    assert.equal(await offersDownload(), true);
    const elsewhere = await serve(dist(''));
    t.after(elsewhere.close);
    for (const url of [`${elsewhere.url}dispute-clock.html`, fileUrl(dist('dispute-clock.html'))]) {
      await page.open(url);
      assert.equal(await offersDownload(), false, url);
      const registered = await page.driver.executeAsyncScript(
        `const done = arguments[0], workers = navigator.serviceWorker;
         workers ? workers.getRegistrations().then(({ length }) => done(length), () => done(0)) : done(0)`,
      );
      assert.equal(registered, 0, url);
    }
  });
}

/**
 * The built service worker without a browser: what it listens to, with these globals.
 *
 * @param {string} scope @param {Record<string, unknown>} [globals] @returns {Promise<Record<string, (event: any) => void>>}
 */
async function workerAlone(scope, { clients, ...globals } = {}) {
  /** @type {Record<string, (event: any) => void>} */
  const heard = {};
  const self = {
    registration: { scope },
    addEventListener: (/** @type {string} */ type, /** @type {(event: any) => void} */ listener) => { heard[type] = listener; },
    skipWaiting() {},
    clients,
  };
  runInNewContext(await readFile(dist('site/sw.js'), 'utf8'), { self, URL, ...globals });
  return heard;
}

test('a click on a notification closes it and focuses the open page, or opens it, and ignores other pages of the site', async () => {
  const scope = 'https://shop.example/clock/';
  /** @type {string[]} */
  const done = [];
  const page = (/** @type {string} */ url) => ({ url, focus: () => done.push(url) });
  const urls = [`${scope}examples/index.html`, 'https://shop.example/', `${scope}?from=link#somewhere`];
  const heard = await workerAlone(scope, {
    clients: {
      // Until the next load no worker controls the page that has installed it.
      matchAll: async (/** @type {any} */ { includeUncontrolled }) => (includeUncontrolled ? urls.map(page) : []),
      openWindow: (/** @type {string} */ url) => done.push(url),
    },
  });
  const click = () => new Promise((over) => heard.notificationclick({ notification: { close: () => done.push('closed') }, waitUntil: over }));
  await click();
  urls.pop();
  await click();
  assert.deepEqual(done, ['closed', `${scope}?from=link#somewhere`, 'closed', './']);
});

test('the worker answers requests for its own files only, and never one for the time of the server', async () => {
  const scope = 'https://shop.example/clock/';
  const heard = await workerAlone(scope, { caches: { open: async () => ({ match: async (/** @type {string} */ address) => `cached ${address}` }) } });
  const answer = (/** @type {string} */ url, method = 'GET') => {
    let given;
    heard.fetch({ request: { url, method }, respondWith: (/** @type {unknown} */ answer) => { given = answer; } });
    return given;
  };
  assert.equal(await answer(`${scope}dispute-clock.js`), `cached ${scope}dispute-clock.js`);
  for (const link of ['', '#orders=z.q', '?from=link', '?from=link#orders=z.q']) assert.equal(await answer(scope + link), `cached ${scope}`, link);
  assert.equal(answer(scope, 'HEAD'), undefined);
  for (const url of [`${scope}examples/index.html`, `${scope}other.js`, 'https://shop.example/', 'https://shop.example/dispute-clock.js']) assert.equal(answer(url), undefined, url);
});

test('a worker that cannot keep every file of its build is not installed', async () => {
  const heard = await workerAlone('https://shop.example/clock/', { Request: class {}, caches: { open: async () => ({ addAll: () => Promise.reject(new Error('no room')) }) } });
  await assert.rejects(new Promise((over) => heard.install({ waitUntil: over })), { message: 'no room' });
});

test('a new worker deletes the files of the builds before it, and nothing of other pages of the site', async () => {
  const scope = 'https://shop.example/clock/';
  /** @type {string[]} */
  const opened = [];
  /** @type {string[]} */
  const deleted = [];
  const old = `dispute-clock ${scope} 00000000`;
  const heard = await workerAlone(scope, {
    caches: {
      open: async (/** @type {string} */ name) => { opened.push(name); return { match: async () => 'cached' }; },
      keys: async () => [...opened, old, 'dispute-clock https://shop.example/other/ 00000000', 'shop'],
      delete: async (/** @type {string} */ name) => deleted.push(name),
    },
  });
  heard.fetch({ request: { url: scope, method: 'GET' }, respondWith() {} });
  await new Promise((over) => heard.activate({ waitUntil: over }));
  assert.equal(opened.length, 1);
  assert.deepEqual(deleted, [old]);
});

for (const name of browsers()) {
  test(`${name}: the page can be installed`, { skip: name !== 'chromium' && 'only Chromium reports what prevents installation' }, async (t) => {
    const site = await serve(dist('site'));
    t.after(site.close);
    const browser = await openBrowser(name, { timeZone: ZONE });
    t.after(browser.close);
    await new Page(browser).open(site.url, NOW);
    const driver = /** @type {import('selenium-webdriver/chrome.js').Driver} */ (/** @type {unknown} */ (browser.driver));
    const runCommand = (/** @type {string} */ command) => /** @type {Promise<any>} */ (driver.sendAndGetDevToolsCommand(command, {}));
    const { installabilityErrors } = await runCommand('Page.getInstallabilityErrors');
    assert.deepEqual(installabilityErrors, []);
    const { errors, data } = await runCommand('Page.getAppManifest');
    assert.deepEqual(errors, []);
    const manifest = JSON.parse(data);
    assert.ok(manifest.icons.some((/** @type {any} */ icon) => icon.purpose === 'maskable'));
    for (const { src, sizes } of manifest.icons.filter((/** @type {any} */ icon) => icon.type === 'image/png')) {
      const png = await readFile(dist(`site/${src}`));
      // Width and height are at the start of every PNG.
      assert.equal(`${png.readUInt32BE(16)}x${png.readUInt32BE(20)}`, sizes, src);
    }
  });
}

for (const name of browsers()) {
  test(`${name}: the PNG icons match icon.svg`, { skip: name !== 'chromium' && 'icons.mjs draws them in Chromium' }, async (t) => {
    const browser = await openBrowser(name);
    t.after(browser.close);
    for (const { name, png } of await drawIcons(browser)) {
      const shipped = await readFile(dist(`site/${name}`));
      const distance = await browser.driver.executeAsyncScript(
        `const done = arguments[2];
         const pixels = async (text) => {
           const image = new Image();
           image.src = 'data:image/png;base64,' + text;
           await image.decode();
           const context = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height }).getContext('2d');
           context.drawImage(image, 0, 0);
           return context.getImageData(0, 0, image.width, image.height).data;
         };
         Promise.all([pixels(arguments[0]), pixels(arguments[1])]).then(([a, b]) => {
           let sum = Math.abs(a.length - b.length);
           for (let i = 0; i < a.length; i++) sum += Math.abs(a[i] - b[i]);
           done(sum / a.length);
         })`,
        shipped.toString('base64'),
        png.toString('base64'),
      );
      assert.ok(/** @type {number} */ (distance) < 1, `${name} differs from icon.svg: redraw it with node tests/browser/icons.mjs`);
    }
  });
}
