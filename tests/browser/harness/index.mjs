// Real browsers for tests. Typical use in a test:
//
//   import { browsers, dist, openBrowser, screenshot, serve, temporaryFolder } from './harness/index.mjs';
//
//   for (const name of browsers()) {
//     test(`${name}: counts down`, async (t) => {
//       const site = await serve(dist('site'));
//       t.after(site.close);
//       const browser = await openBrowser(name, { width: 360, lang: 'ru', dark: true });
//       t.after(browser.close);
//       await browser.driver.get(site.url);       // a selenium-webdriver WebDriver
//       await browser.driver.get(fileUrl(dist('dispute-clock.html')));
//       await screenshot(browser, 'countdown');   // target/screenshots/countdown-chromium.png
//     });
//   }
//
// A browser starts with an empty profile. To close it and reopen it with its storage, give both the same
// `profile: await temporaryFolder(t)`; WebKit cannot do that under automation (`keepsProfile(name)` tells).
// Only Chromium exposes the console: driver.manage().logs().get('browser'). `--browser` and `--file` of
// `cargo xtask test` run a part; by hand: node --test tests/browser/x.test.mjs, with BROWSERS=chromium,firefox
// to choose and DRIVER_LOG=1 to see the drivers' output.

import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { engines } from './engines.mjs';
import { NAMES, missing } from './locate.mjs';
import { makeFolder } from './processes.mjs';

export { serve } from './server.mjs';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/**
 * The browsers to test in: those that `cargo xtask test` has set up, otherwise those that are installed.
 *
 * @returns {import('./locate.mjs').Name[]}
 */
export function browsers() {
  const chosen = process.env.BROWSERS?.split(',');
  return NAMES.filter((name) => (chosen ? chosen.includes(name) : missing(name).length === 0));
}

/** @param {import('./locate.mjs').Name} name */
export function keepsProfile(name) {
  return name !== 'webkit';
}

/**
 * @param {import('./locate.mjs').Name} name
 * @param {Partial<import('./engines.mjs').Settings>} [settings]
 */
export async function openBrowser(name, settings = {}) {
  const start = () => engines[name]({ width: 1280, height: 800, lang: 'ru', dark: false, ...settings });
  // WebKit's driver occasionally loses the browser that it has just started.
  const engine = await start().catch((error) => {
    console.warn(`${name} did not start (${error.message}); once more`);
    return start();
  });
  /** @type {Promise<unknown> | undefined} */
  let closing;
  return {
    name,
    driver: engine.driver,
    /** The root process of the browser. */
    pid: engine.pid,
    /** Resizes the viewport, in CSS pixels. */
    resize: engine.resize,
    /** Ends the browser and its driver; a second call does nothing. */
    close: () => (closing ??= engine.stop()),
  };
}

/**
 * A screenshot of the viewport, as a PNG file.
 *
 * @param {Awaited<ReturnType<typeof openBrowser>>} browser
 * @param {string} title
 * @returns {Promise<string>} the file's path
 */
export async function screenshot(browser, title) {
  const folder = join(ROOT, 'target/screenshots');
  await mkdir(folder, { recursive: true });
  const file = join(folder, `${title}-${browser.name}.png`);
  await writeFile(file, await browser.driver.takeScreenshot(), 'base64');
  return file;
}

/**
 * An empty folder that is removed after the test.
 *
 * @param {{ after: (callback: () => Promise<void>) => void }} t the test's context
 */
export async function temporaryFolder(t) {
  const folder = await makeFolder();
  t.after(folder.remove);
  return folder.path;
}

/** A path in the build output, such as `dist('site')`. @param {string} name */
export function dist(name) {
  return join(ROOT, 'dist', name);
}

/** @param {string} path */
export function fileUrl(path) {
  return pathToFileURL(path).href;
}
