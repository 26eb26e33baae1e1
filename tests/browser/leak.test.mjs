// Elements that come and go leave nothing behind: a thousand of them, used in between, and neither
// heap nor nodes nor listeners have grown. In Chromium, whose DevTools collect garbage when asked.

import assert from 'node:assert/strict';
import test from 'node:test';
import { browsers, dist, openBrowser, serve } from './harness/index.mjs';

const MOUNTS = 1000;
const PARTS = 5;
/** By then the browser has compiled what it will compile. */
const WARM_UP = 500;
/** What the browser itself remembers; an element is some hundred times that. */
const BYTES_A_MOUNT = 500;

const PAGES = {
  '/index.html': '<!doctype html><html lang="ru"><meta charset="utf-8"><body><script src="dispute-clock.js"></script></body></html>',
};

/** Puts elements in, uses them, takes them out again; hands the turn on now and then, as a page does. */
const MOUNT = `
  const [count, kind, done] = arguments;
  const ordered = Date.now() - 3600000;
  const kinds = {
    hosted(mount) {
      const element = document.createElement('dispute-clock');
      element.orders = [{ id: 'a', title: 'A', ordered }, { id: 'b', ordered, received: ordered, problem: 'incomplete' }];
      document.body.append(element);
      // What is pressed takes far longer than to come and go: every tenth is used.
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
    // What was begun, such as a message that leaves by itself or the closing of a database, comes to its end.
    setTimeout(done, 1000);
  })();`;

for (const name of browsers()) {
  test(`${name}: a thousand elements, and the heap is flat`, { skip: name !== 'chromium' && 'only Chromium collects garbage when asked, and says what is left' }, async (t) => {
    const site = await serve(dist('embed'), { pages: PAGES });
    t.after(site.close);
    const browser = await openBrowser(name);
    t.after(browser.close);
    /** Chromium's driver can do more than all have in common. @type {any} */
    const { driver } = browser;
    await driver.manage().setTimeouts({ script: 120_000 });
    await driver.get(site.url);
    /** @param {string} command @returns {Promise<any>} */
    const devTools = (command) => driver.sendAndGetDevToolsCommand(command, {});
    const measured = async () => {
      // Once for the elements, once more for what only they have held.
      for (let times = 0; times < 3; times++) await devTools('HeapProfiler.collectGarbage');
      const { usedSize } = await devTools('Runtime.getHeapUsage');
      const { nodes, jsEventListeners } = await devTools('Memory.getDOMCounters');
      return { bytes: usedSize, nodes, listeners: jsEventListeners };
    };

    for (const kind of ['hosted', 'stored', 'countdown']) {
      await t.test(kind, async (t) => {
        await driver.executeAsyncScript(MOUNT, WARM_UP, kind);
        const before = await measured();
        // In parts, none of which takes longer than a script may.
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
