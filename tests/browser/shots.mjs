// Screenshots of the page in every state: 360 and 1280 px, light and dark, Russian and English, into
// target/shots with a page that shows them all; and docs/page.png for the README.
// cargo xtask shots [--state NAME]. Needs Chromium; the Noto fonts look best.

import { mkdir, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { dist, openBrowser, serve } from './harness/index.mjs';
import { NOW, Page, ZONE } from './page.mjs';
import { README_ORDERS, STATES, ordersOf } from './states.mjs';

const FOLDER = new URL('../../target/shots/', import.meta.url);
const README_PICTURE = new URL('../../docs/page.png', import.meta.url);
const WIDTHS = [360, 1280];
const LANGUAGES = /** @type {const} */ (['ru', 'en']);

const EXAMPLES = ['index.html', 'sentence.html', 'themed.html', 'en/index.html', 'en/sentence.html', 'en/themed.html'];
/** Both elements initialize asynchronously. */
const SHOWN = `return [...document.querySelectorAll('dispute-clock, dispute-countdown')].every(({ shadowRoot }) => shadowRoot?.querySelector('[part]') && !shadowRoot.querySelector('[data-loading]'))`;

/** @typedef {import('selenium-webdriver/chrome.js').Driver} Driver */

const [wanted] = process.argv.slice(2);
const states = Object.entries(STATES).filter(([name]) => !wanted || name.includes(wanted));
if (states.length === 0 && !['print', 'examples'].includes(wanted)) throw new Error(`no state named ${wanted}; there are: ${Object.keys(STATES).join(', ')}`);

/** @param {Driver} driver @param {number} width @param {boolean} dark */
async function show(driver, width, dark) {
  const size = { width, height: 800, deviceScaleFactor: 1, mobile: false };
  await driver.sendDevToolsCommand('Emulation.setDeviceMetricsOverride', size);
  const theme = { name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' };
  // Otherwise the message bar slides in, and is caught halfway.
  const motion = { name: 'prefers-reduced-motion', value: 'reduce' };
  await driver.sendDevToolsCommand('Emulation.setEmulatedMedia', { features: [theme, motion] });
  await driver.sendDevToolsCommand('Emulation.setScrollbarsHidden', { hidden: true });
}

/** The whole page, however long. @param {Driver} driver @returns {Promise<Buffer>} */
async function photograph(driver) {
  const shot = await driver.sendAndGetDevToolsCommand('Page.captureScreenshot', { captureBeyondViewport: true });
  return Buffer.from(/** @type {any} */ (shot).data, 'base64');
}

const site = await serve(dist('site'));
const browser = await openBrowser('chromium', { lang: 'en-GB', timeZone: ZONE });
const driver = /** @type {Driver} */ (/** @type {unknown} */ (browser.driver));
const page = new Page(browser);
/** @type {string[]} */
const made = [];
try {
  if (!wanted) await rm(FOLDER, { recursive: true, force: true });
  await mkdir(FOLDER, { recursive: true });
  for (const [name, arrange] of states) {
    for (const width of WIDTHS) {
      for (const dark of [false, true]) {
        for (const language of LANGUAGES) {
          await show(driver, width, dark);
          await page.open(site.url);
          await page.switchLanguage(language);
          await arrange(page, language);
          const file = `${name}-${width}-${dark ? 'dark' : 'light'}-${language}.png`;
          await writeFile(new URL(file, FOLDER), await photograph(driver));
          made.push(file);
        }
      }
    }
  }
  if (!wanted || 'examples'.includes(wanted)) {
    for (const width of WIDTHS) {
      for (const dark of [false, true]) {
        for (const example of EXAMPLES) {
          await show(driver, width, dark);
          await driver.get(`${site.url}examples/${example}`);
          await driver.wait(() => driver.executeScript(SHOWN), 10_000, `${example} shows nothing`);
          const file = `example-${example.replace(/\W/g, '-')}-${width}-${dark ? 'dark' : 'light'}.png`;
          await writeFile(new URL(file, FOLDER), await photograph(driver));
          made.push(file);
        }
      }
    }
  }
  if (!wanted || 'print'.includes(wanted)) {
    for (const language of LANGUAGES) {
      await page.open(site.url);
      await page.switchLanguage(language);
      await page.run('element.orders = args[0]', ordersOf(language));
      const { data } = /** @type {any} */ (await driver.sendAndGetDevToolsCommand('Page.printToPDF', { paperWidth: 8.27, paperHeight: 11.69 }));
      await writeFile(new URL(`print-${language}.pdf`, FOLDER), data, 'base64');
    }
  }
  const figures = made.map((file) => `<figure><figcaption>${file}</figcaption><a href="${file}"><img src="${file}" loading="lazy"></a></figure>`);
  const style = 'body { display: flex; flex-wrap: wrap; gap: 16px; align-items: start; font: 13px sans-serif } figure { margin: 0 } img { width: 300px; border: 1px solid #888 }';
  await writeFile(new URL('index.html', FOLDER), `<!doctype html><meta charset="utf-8"><title>Shots</title><style>${style}</style>${figures.join('\n')}\n`);
  console.log(`${made.length} screenshots: ${fileURLToPath(new URL('index.html', FOLDER))}`);

  if (!wanted) {
    await driver.sendDevToolsCommand('Emulation.setDeviceMetricsOverride', { width: 1120, height: 1180, deviceScaleFactor: 1, mobile: false });
    await driver.sendDevToolsCommand('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: 'light' }] });
    await page.open(site.url, NOW);
    await page.switchLanguage('en');
    await page.run('element.orders = args[0]', README_ORDERS);
    await page.driver.executeScript('scrollTo(0, 0); document.documentElement.style.overflow = "hidden"');
    await writeFile(README_PICTURE, await page.driver.takeScreenshot(), 'base64');
    console.log(fileURLToPath(README_PICTURE));
  }
} finally {
  await browser.close();
  await site.close();
}
