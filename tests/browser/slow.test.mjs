// A cheap phone on a bad network: the page is usable within seconds, and the layout does not shift while it
// loads, on a first visit and on a return.

import assert from 'node:assert/strict';
import test from 'node:test';
import { browsers, dist, openBrowser, serve } from './harness/index.mjs';
import { Page, ZONE, slowdown } from './page.mjs';

/** Nobody waits longer. */
const USABLE_MS = 5000;

/** Milliseconds from navigation to a form that accepts input; and the cumulative layout shift. */
const ARRIVAL = `const done = arguments[0];
  let moved = 0;
  new PerformanceObserver((list) => {
    for (const shift of list.getEntries()) if (!shift.hadRecentInput) moved += shift.value;
  }).observe({ type: 'layout-shift', buffered: true });
  const look = () => {
    const root = document.querySelector('dispute-clock').shadowRoot;
    if (!root?.querySelector('[data-action="submit"]') || root.querySelector('[data-loading]')) return void setTimeout(look, 20);
    const usable = performance.now();
    // Layout shifts are reported a frame later.
    setTimeout(() => done({ usable, moved }), 500);
  };
  look();`;

for (const name of browsers()) {
  test(`${name}: the page is usable soon on a four times slower device and slow 3G`, { skip: name !== 'chromium' && 'only Chromium can be throttled' }, async (t) => {
    const site = await serve(dist('site'), { compressed: true });
    t.after(site.close);
    const browser = await openBrowser(name, { timeZone: ZONE, width: 360, height: 640 });
    t.after(browser.close);
    const driver = /** @type {import('selenium-webdriver/chrome.js').Driver} */ (/** @type {unknown} */ (browser.driver));
    await driver.sendDevToolsCommand('Network.enable', {});
    await driver.sendDevToolsCommand('Network.setBypassServiceWorker', { bypass: true });
    await driver.sendDevToolsCommand('Network.setCacheDisabled', { cacheDisabled: true });
    // The throttling profile of Chromium's own tools.
    const slow3g = { offline: false, latency: 400, downloadThroughput: (400 * 1000) / 8, uploadThroughput: (400 * 1000) / 8 };
    await driver.sendDevToolsCommand('Network.emulateNetworkConditions', slow3g);
    await driver.sendDevToolsCommand('Emulation.setCPUThrottlingRate', { rate: 4 });
    const page = new Page(browser);

    for (const visit of ['a first visit', 'a return']) {
      await driver.get(site.url);
      const { usable, moved } = await driver.executeAsyncScript(ARRIVAL);
      t.diagnostic(`${visit}: usable after ${Math.round(usable)} ms, layout shift ${moved.toFixed(3)}`);
      assert.ok(moved < 0.05, `${visit}: layout shift ${moved}`);
      assert.ok(usable < USABLE_MS * slowdown(), `${visit}: usable after ${usable} ms`);
      if (visit === 'a first visit') {
        await page.addQuickly('Лампа');
        await page.saved();
      }
    }
  });
}
