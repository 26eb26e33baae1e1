// From navigation to the first countdown: the static page against two baselines, each with one stored
// order, in Chromium, from loopback, with nothing cached, interleaved. One baseline is the same page on a
// handwritten core (core-by-hand.js), the other the least that such a page can be (yardstick.js, which
// draws the same nodes as ours, and does nothing else). Imported by bench.mjs and by its test.

import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { dist, openBrowser, serve } from '../tests/browser/harness/index.mjs';
import { median } from './median.mjs';

const ROUNDS = 15;
const HOUR = 3_600_000;
const ZONE = 'Europe/Moscow';
/** The folder of each measured page. */
const PAGES = { ours: 'ours', onCoreByHand: 'on-core-by-hand', least: 'least' };
/** The file that contains each page's element. */
const SCRIPT = 'dispute-clock.js';

/** @typedef {keyof typeof PAGES} Page */

/** @param {string} name */
const pathOf = (name) => fileURLToPath(new URL(name, import.meta.url));

/** Runs before the page: records when a countdown is first drawn. */
const WATCH = `(() => {
  const look = () => {
    if (document.querySelector('dispute-clock')?.shadowRoot?.querySelector('[data-countdown]')?.textContent) window.firstCountdown = performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})()`;

/** An order from an hour ago. The page on the handwritten core finds what ours has stored. */
const STORE = {
  ours: `const [done] = arguments, element = document.querySelector('dispute-clock');
    customElements.whenDefined('dispute-clock').then(() => setTimeout(() => {
      const root = element.shadowRoot;
      root.querySelector('[data-action="now"], [data-action="today"]').click();
      root.querySelector('.panel-body [data-action="submit"]').click();
      setTimeout(done, 1500);
    }, 1500));`,
  least: `const [done] = arguments;
    setTimeout(() => {
      const opening = indexedDB.open('yardstick', 1);
      opening.onsuccess = () => {
        const writing = opening.result.transaction('orders', 'readwrite');
        writing.objectStore('orders').put({ id: 'a', title: 'Лампа', ordered: Date.now() - ${HOUR} });
        writing.oncomplete = () => done();
      };
    }, 500);`,
};

/** The contents of the shadow root, in the form that yardstick.js builds from. */
const READ_NODES = `const root = document.querySelector('dispute-clock').shadowRoot;
  const describe = (node) =>
    node.nodeType === Node.TEXT_NODE ? node.data
      : [(node instanceof SVGElement ? 'svg:' : '') + node.localName, Object.fromEntries([...node.attributes].map(({ name, value }) => [name, value])), ...kept(node)];
  const kept = (node) => [...node.childNodes].filter(({ nodeType }) => [Node.ELEMENT_NODE, Node.TEXT_NODE].includes(nodeType)).map(describe);
  const styles = [...root.adoptedStyleSheets].map(({ cssRules }) => [...cssRules].map(({ cssText }) => cssText).join(' '));
  return { nodes: kept(root), styles };`;

/** The script of the same page on the handwritten core, built like ours. @param {string} outfile */
export async function buildOnCoreByHand(outfile) {
  const { assess, rulebooks } = await import('../dist/npm/index.js');
  const now = Date.now();
  const answers = { books: rulebooks(), assessment: assess({ ordered: now - HOUR }, { now, timeZone: ZONE, locale: 'ru' }) };
  await build({
    stdin: { contents: "import { register } from './register.js'; register();", resolveDir: pathOf('../www') },
    outfile,
    bundle: true,
    minify: true,
    format: 'iife',
    charset: 'ascii',
    target: 'es2020',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    loader: { '.css': 'text' },
    conditions: ['either'],
    define: { BUILD_MARK: '""' },
    banner: { js: `globalThis.ANSWERS = ${JSON.stringify(answers)};` },
    plugins: [{ name: 'core by hand', setup: (build) => build.onResolve({ filter: /\/(engine|texts|either)\.js$/ }, () => ({ path: pathOf('core-by-hand.js') })) }],
  });
}

/** Medians in ms. */
export async function measureStart() {
  const folder = await mkdtemp(join(tmpdir(), 'dispute-clock-start-'));
  const pages = /** @type {Page[]} */ (Object.keys(PAGES));
  for (const page of pages) await cp(dist('site'), join(folder, PAGES[page]), { recursive: true });
  await buildOnCoreByHand(join(folder, PAGES.onCoreByHand, SCRIPT));
  const site = await serve(folder);
  const browser = await openBrowser('chromium', { timeZone: ZONE });
  /** Chromium's driver has more methods than the common interface. @type {any} */
  const { driver } = browser;
  const address = (/** @type {Page} */ page) => `${site.url}${PAGES[page]}/index.html`;
  /** @type {Record<Page, number[]>} */
  const taken = { ours: [], onCoreByHand: [], least: [] };
  try {
    await driver.manage().setTimeouts({ script: 60_000 });
    await driver.get(address('ours'));
    await driver.executeAsyncScript(STORE.ours);
    const drawing = JSON.stringify(await driver.executeScript(READ_NODES));
    await build({
      entryPoints: [pathOf('yardstick.js')],
      outfile: join(folder, PAGES.least, SCRIPT),
      bundle: true,
      format: 'iife',
      charset: 'utf8',
      banner: { js: `globalThis.DRAWING = ${drawing};` },
    });
    await driver.get(address('least'));
    await driver.executeAsyncScript(STORE.least);
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
  return { ours: median(taken.ours), onCoreByHand: median(taken.onCoreByHand), least: median(taken.least) };
}
