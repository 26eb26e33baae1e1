// Elements that are added and removed leave nothing behind: after a thousand of them, used in between, neither
// heap nor nodes nor listeners have grown. In Chromium, whose DevTools collect garbage on demand.

import assert from 'node:assert/strict';
import test from 'node:test';
import { browsers, dist, openBrowser, serve } from './harness/index.mjs';

const MOUNTS = 1000;
const PARTS = 5;
/** By then the browser's JIT has settled. */
const WARM_UP = 500;
/** Overhead of the browser itself; an element is some hundred times that. */
const BYTES_A_MOUNT = 500;

const PAGES = {
  '/index.html': '<!doctype html><html lang="ru"><meta charset="utf-8"><body><script src="dispute-clock.js"></script></body></html>',
};

/** Adds elements, uses them, removes them again; yields now and then, as a page does. */
const MOUNT = `
  const [count, kind, done] = arguments;
  const ordered = Date.now() - 3600000;
  const kinds = {
    hosted(mount) {
      const element = document.createElement('dispute-clock');
      element.orders = [{ id: 'a', title: 'A', ordered }, { id: 'b', ordered, received: ordered, problem: 'incomplete' }];
      document.body.append(element);
      // Using them is much slower than adding and removing: every tenth is used.
      if (mount % 10 > 0) return element;
      const press = (action) => element.shadowRoot.querySelector('[data-action="' + action + '"]').click();
      press('edit');
      press('share-all');
      press('remove');
      return element;
    },
    stored() {
      const element = document.createElement('dispute-clock');
      element.theme = 'dusk';
      document.body.append(element);
      document.documentElement.append(element);
      element.openForm();
      return element;
    },
    countdown() {
      const element = document.createElement('dispute-countdown');
      element.setAttribute('ordered', new Date(ordered).toISOString());
      document.body.append(element);
      return element;
    },
  };
  (async () => {
    for (let mount = 0; mount < count; mount++) {
      const element = kinds[kind](mount);
      if (mount % 10 === 0) await new Promise((later) => setTimeout(later));
      element.remove();
    }
    // Pending work, such as a disappearing message or the closing of a database, finishes.
    setTimeout(done, 1000);
  })();`;

for (const name of browsers()) {
  test(`${name}: a thousand mounted elements leave no memory behind`, { skip: name !== 'chromium' && 'only Chromium can collect garbage and measure memory on request' }, async (t) => {
    const site = await serve(dist('embed'), { pages: PAGES });
    t.after(site.close);
    const browser = await openBrowser(name);
    t.after(browser.close);
    /** Chromium's driver has more methods than the common interface. @type {any} */
    const { driver } = browser;
    await driver.manage().setTimeouts({ script: 120_000 });
    await driver.get(site.url);
    /** @param {string} command @returns {Promise<any>} */
    const devTools = (command) => driver.sendAndGetDevToolsCommand(command, {});
    const measured = async () => {
      // Once for the elements, once more for what only they have referenced.
      for (let times = 0; times < 3; times++) await devTools('HeapProfiler.collectGarbage');
      const { usedSize } = await devTools('Runtime.getHeapUsage');
      const { nodes, jsEventListeners } = await devTools('Memory.getDOMCounters');
      return { bytes: usedSize, nodes, listeners: jsEventListeners };
    };

    for (const kind of ['hosted', 'stored', 'countdown']) {
      await t.test(kind, async (t) => {
        await driver.executeAsyncScript(MOUNT, WARM_UP, kind);
        const before = await measured();
        // In parts, none of which exceeds the script timeout.
        for (let part = 0; part < PARTS; part++) await driver.executeAsyncScript(MOUNT, MOUNTS / PARTS, kind);
        const after = await measured();
        const growth = Math.round((after.bytes - before.bytes) / MOUNTS);
        t.diagnostic(`${growth} bytes a mount; nodes ${before.nodes} and ${after.nodes}, listeners ${before.listeners} and ${after.listeners}`);
        assert.ok(growth < BYTES_A_MOUNT, `${growth} bytes a mount`);
        assert.ok(after.nodes - before.nodes < MOUNTS / 10, `nodes: ${before.nodes}, then ${after.nodes}`);
        assert.ok(after.listeners - before.listeners < MOUNTS / 10, `listeners: ${before.listeners}, then ${after.listeners}`);
      });
    }
  });
}
