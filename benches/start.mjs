// From navigation to the first countdown: the static page against the same page written by hand
// (yardstick.js, which draws the nodes that ours has drawn), each with one stored order, in Chromium, from loopback, with nothing cached, in turns.
// Imported by bench.mjs.

import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { dist, openBrowser, serve } from '../tests/browser/harness/index.mjs';
import { median } from './median.mjs';

const ROUNDS = 15;
const ORDERED = '3600000';

/** Runs before the page: notes when a countdown is drawn first. */
const WATCH = `(() => {
  const look = () => {
    if (document.querySelector('dispute-clock')?.shadowRoot?.querySelector('[data-countdown]')?.textContent) window.firstCountdown = performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})()`;

const STORE = {
  ours: `const [done] = arguments, element = document.querySelector('dispute-clock');
    customElements.whenDefined('dispute-clock').then(() => setTimeout(() => {
      const root = element.shadowRoot;
      root.querySelector('[data-action="now"], [data-action="today"]').click();
      root.querySelector('.panel-body [data-action="submit"]').click();
      setTimeout(done, 1500);
    }, 1500));`,
  'by hand': `const [done] = arguments;
    setTimeout(() => {
      const opening = indexedDB.open('yardstick', 1);
      opening.onsuccess = () => {
        const writing = opening.result.transaction('orders', 'readwrite');
        writing.objectStore('orders').put({ id: 'a', title: 'Лампа', ordered: Date.now() - ${ORDERED} });
        writing.oncomplete = () => done();
      };
    }, 500);`,
};

/** What stands in the shadow root, as yardstick.js builds it. */
const READ_OFF = `const root = document.querySelector('dispute-clock').shadowRoot;
  const describe = (node) =>
    node.nodeType === Node.TEXT_NODE ? node.data
      : [(node instanceof SVGElement ? 'svg:' : '') + node.localName, Object.fromEntries([...node.attributes].map(({ name, value }) => [name, value])), ...kept(node)];
  const kept = (node) => [...node.childNodes].filter(({ nodeType }) => [Node.ELEMENT_NODE, Node.TEXT_NODE].includes(nodeType)).map(describe);
  const styles = [...root.adoptedStyleSheets].map(({ cssRules }) => [...cssRules].map(({ cssText }) => cssText).join(' '));
  return { nodes: kept(root), styles };`;

/** Medians in ms. */
export async function start() {
  const folder = await mkdtemp(join(tmpdir(), 'dispute-clock-start-'));
  for (const page of ['ours', 'by hand']) await cp(dist('site'), join(folder, page), { recursive: true });
  const yardstick = await readFile(fileURLToPath(new URL('yardstick.js', import.meta.url)), 'utf8');
  const site = await serve(folder);
  const browser = await openBrowser('chromium', { timeZone: 'Europe/Moscow' });
  /** Chromium's driver can do more than all have in common. @type {any} */
  const { driver } = browser;
  /** @type {Record<string, number[]>} */
  const taken = { ours: [], 'by hand': [] };
  try {
    await driver.manage().setTimeouts({ script: 60_000 });
    const pages = /** @type {(keyof typeof STORE)[]} */ (Object.keys(STORE));
    const address = (/** @type {string} */ page) => `${site.url}${encodeURIComponent(page)}/index.html`;
    await driver.get(address('ours'));
    await driver.executeAsyncScript(STORE.ours);
    const drawing = JSON.stringify(await driver.executeScript(READ_OFF));
    await writeFile(join(folder, 'by hand/dispute-clock.js'), `globalThis.DRAWING = ${drawing};\n${yardstick}`);
    await driver.get(address('by hand'));
    await driver.executeAsyncScript(STORE['by hand']);
    await driver.sendDevToolsCommand('Network.enable', {});
    await driver.sendDevToolsCommand('Network.setCacheDisabled', { cacheDisabled: true });
    await driver.sendDevToolsCommand('Network.setBypassServiceWorker', { bypass: true });
    await driver.sendDevToolsCommand('Page.addScriptToEvaluateOnNewDocument', { source: WATCH });
    for (let round = -1; round < ROUNDS; round++) {
      for (const page of pages) {
        await driver.get('about:blank');
        await driver.get(address(page));
        let at;
        for (const end = Date.now() + 20_000; !(at = await driver.executeScript('return window.firstCountdown')); await sleep(20)) {
          if (Date.now() > end) throw new Error(`no countdown: ${page}`);
        }
        if (round >= 0) taken[page].push(at);
      }
    }
  } finally {
    await browser.close();
    await site.close();
    await rm(folder, { recursive: true, force: true });
  }
  return { ours: median(taken.ours), byHand: median(taken['by hand']) };
}
