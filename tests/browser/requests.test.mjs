// The page's network requests and traces: every request of every flow, as seen by the server and by the
// browser's proxy, is for a file of the page's own; there is no cookie, and nothing that could identify a
// reader.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { readdirSync } from 'node:fs';
import test from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { browsers, dist, fileUrl, openBrowser, serve } from './harness/index.mjs';
import { NOW, Page, ZONE } from './page.mjs';

/** The site's files, and the folder itself. */
const OWN = new Set(['/', ...readdirSync(dist('site')).map((name) => `/${name}`)]);

/**
 * Everything a reader can do, one action after another.
 *
 * @param {Page} page @param {string} url
 */
async function everything(page, url) {
  await page.open(url);
  await page.add({ date: '2026-02-20', time: '06:15', title: 'Наушники', price: '1299' });
  await page.saved();
  await page.run(`for (const details of root.querySelectorAll('details')) details.open = true;`);
  await page.find('[data-field="paste"]');
  await page.run(
    `const area = root.querySelector('[data-field="paste"]');
     area.value = 'Заказ № 7788-1234 оформлен 5 февраля 2026 г. в 14:23\\nhttps://example.org/x';
     area.dispatchEvent(new Event('input', { bubbles: true }));`,
  );
  await page.press('[data-order] [data-action="edit"]');
  await page.press('[data-order] [data-action="submit"]');
  // Downloads are captured here.
  await page.run(`HTMLAnchorElement.prototype.click = () => {}`);
  for (const action of ['export-file', 'export-table', 'remind-all', 'share-all']) {
    if (await page.count(`[data-action="${action}"]`)) await page.run(`root.querySelector(args[0]).click()`, `[data-action="${action}"]`);
    await sleep(200);
  }
  await page.run(`root.querySelector('dialog [data-action="close-dialog"]')?.click(); for (const claim of root.querySelectorAll('[data-claim]')) claim.open = true;`);
  await page.run(`dispatchEvent(new Event('beforeprint')); dispatchEvent(new Event('afterprint')); dispatchEvent(new Event('focus'))`);
  await page.switchLanguage('en');
  await page.reload();
  await page.run(`root.querySelector('[data-action="remove"]').click()`);
  await page.setClock(NOW + 100 * 24 * 3_600_000);
  await sleep(300);
}

/** A proxy that records where the browser wants to go, and lets it reach only this machine. @param {import('node:test').TestContext} t */
async function startProxy(t) {
  /** @type {string[]} */
  const asked = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.writeHead(502).end();
  });
  server.on('connect', (request, socket) => {
    asked.push(request.url ?? '');
    socket.on('error', () => {});
    socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  // The proxy answers.
  const probe = connect(port, '127.0.0.1');
  await once(probe, 'connect');
  probe.destroy();
  return { port, asked };
}

for (const name of browsers()) {
  test(`${name}: every request is for one of the page's own files`, async (t) => {
    /** @type {{ method: string, path: string, cookie?: string }[]} */
    const requests = [];
    const site = await serve(dist('site'), { seen: ({ method, url, headers }) => requests.push({ method: `${method}`, path: `${url}`, cookie: headers.cookie }) });
    t.after(site.close);
    const proxy = await startProxy(t);
    const browser = await openBrowser(name, { timeZone: ZONE, proxy: proxy.port });
    t.after(browser.close);
    const page = new Page(browser);
    await everything(page, site.url);

    const strangers = requests.filter(({ path, cookie }) => !OWN.has(path.split(/[?#]/)[0]) || path.includes('?') || cookie !== undefined);
    // Browsers request an icon on their own if none is named yet.
    assert.deepEqual(strangers.filter(({ path }) => path !== '/favicon.ico'), []);
    assert.deepEqual([...new Set(requests.map(({ method }) => method))].sort(), ['GET', 'HEAD']);
    const loaded = await page.driver.executeScript(`return performance.getEntriesByType('resource').map(({ name }) => name)`);
    assert.deepEqual(/** @type {string[]} */ (loaded).filter((address) => !address.startsWith(site.url)), []);
    t.diagnostic(`${requests.length} requests: ${[...new Set(requests.map(({ method, path }) => `${method} ${path}`))].sort().join(', ')}`);
    // Browsers make requests of their own; none of them is for a name that our files mention.
    const ours = /joom|aliexpress|cybercomputersol|coolbe|example\.org/;
    assert.deepEqual(proxy.asked.filter((address) => ours.test(address)), []);
    t.diagnostic(`the browser's own errands: ${[...new Set(proxy.asked.map((address) => address.replace(/^http:\/\//, '').split('/')[0]))].join(', ') || 'none'}`);

    const left = await page.driver.executeScript(
      `return { cookie: document.cookie, local: { ...localStorage }, session: Object.keys(sessionStorage) }`,
    );
    assert.equal(left.cookie, '');
    for (const [key, value] of Object.entries(left.local)) {
      assert.match(key, /^dispute-clock-/);
      assert.doesNotMatch(String(value), /[0-9a-f]{16}/, `${key} contains no identifier`);
    }
    t.diagnostic(`kept beside the orders: ${Object.keys(left.local).join(', ')}; ${left.session.join(', ')}`);
  });

  test(`${name}: the single file makes no requests`, async (t) => {
    const proxy = await startProxy(t);
    const browser = await openBrowser(name, { timeZone: ZONE, proxy: proxy.port });
    t.after(browser.close);
    const page = new Page(browser);
    await everything(page, fileUrl(dist('dispute-clock.html')));
    const loaded = await page.driver.executeScript(`return performance.getEntriesByType('resource').map(({ name }) => name).filter((name) => !name.startsWith('data:') && !name.startsWith('blob:'))`);
    assert.deepEqual(loaded, []);
    assert.equal(await page.driver.executeScript('return document.cookie'), '');
  });
}
