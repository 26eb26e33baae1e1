// The package in workers: a worker's answers are those of the page itself.

import assert from 'node:assert/strict';
import test from 'node:test';
import { browsers, dist, openBrowser, serve } from './harness/index.mjs';

const ASK = `import { assess, createTracker, toICalendar } from './index.js';
  export function ask() {
    const order = { id: 'a', ordered: '2026-03-01T10:00' };
    const options = { now: Date.parse('2026-03-01T12:00+03:00'), timeZone: 'Europe/Moscow', locale: 'en' };
    const tracker = createTracker(options);
    tracker.putAll([order]);
    return [assess(order, options), tracker.tick(options.now), toICalendar([order], options)];
  }`;
// An answer, or the reason why there is none: errors in a shared worker are not reported to the page.
const TELL = (/** @type {string} */ port) => `let answer; try { answer = ask() } catch (error) { answer = String(error) } ${port}.postMessage(answer);`;
// The policy that the package needs; worker URLs are up to the page.
const HEADERS = { 'content-security-policy': "default-src 'self'; script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'" };
const PAGES = {
  '/ask.js': ASK,
  '/alone.js': `import { ask } from './ask.js'; ${TELL('self')}`,
  '/shared.js': `import { ask } from './ask.js'; onconnect = ({ ports: [port] }) => { ${TELL('port')} };`,
  '/page.html': `<!doctype html><html lang="en"><script type="module">
    import { ask } from './ask.js';
    const answer = (from) => new Promise((told) => { from.onmessage = ({ data }) => told(data) });
    globalThis.answers = await Promise.all([
      ask(),
      answer(new Worker('alone.js', { type: 'module' })),
      answer(new SharedWorker('shared.js', { type: 'module' }).port),
    ]);
  </script></html>`,
};

for (const name of browsers()) {
  test(`${name}: a worker and a shared worker give the same answers as the page`, async (t) => {
    const site = await serve(dist('npm'), { pages: PAGES, headers: HEADERS });
    t.after(site.close);
    const { driver, close } = await openBrowser(name);
    t.after(close);
    await driver.get(new URL('/page.html', site.url).href);
    await driver.wait(() => driver.executeScript('return Boolean(globalThis.answers)'), 20_000, 'no answer');
    const [page, alone, shared] = await driver.executeScript('return globalThis.answers');
    assert.equal(page[0].phase, 'cancellable');
    assert.deepEqual([alone, shared], [page, page]);
  });
}
