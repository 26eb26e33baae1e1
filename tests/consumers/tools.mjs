// Sets up a consumer in target/consumers, as its developer would: its own tools, the packed package; and opens
// its page in Chromium. Imported by consumers.mjs and tests/browser/hostile.test.mjs.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openBrowser, serve } from '../browser/harness/index.mjs';
import { ROOT, run } from '../package/packed.mjs';

const NPM = process.platform === 'win32' ? 'npm.cmd' : 'npm';
const WORK = join(ROOT, 'target/consumers');

/** @type {Promise<string> | undefined} */
let packing;

/** The package as it is published: a tarball. */
export function packed() {
  packing ??= (async () => {
    await mkdir(WORK, { recursive: true });
    const [{ filename }] = /** @type {any[]} */ (
      Object.values(JSON.parse(await run(NPM, ['pack', join(ROOT, 'dist/npm'), '--json', '--loglevel=error'], WORK)))
    );
    return join(WORK, filename);
  })();
  return packing;
}

/**
 * The folder of a consumer: the files of `tests/consumers/<name>`, its tools in the versions of its
 * package.json, and the package from the tarball.
 *
 * @param {string} name
 */
export async function consumer(name) {
  const [source, folder] = [join(ROOT, 'tests/consumers', name), join(WORK, name)];
  await mkdir(folder, { recursive: true });
  for (const built of ['dist', 'out', '.next', '.parcel-cache']) await rm(join(folder, built), { recursive: true, force: true });
  await cp(join(ROOT, 'tests/consumers/shared'), folder, { recursive: true });
  if (existsSync(source)) await cp(source, folder, { recursive: true });
  const manifest = join(source, 'package.json');
  if (existsSync(manifest)) await installTools(folder, manifest);
  else await writeFile(join(folder, 'package.json'), '{ "private": true, "type": "module" }');

  const target = join(folder, 'node_modules/dispute-clock');
  await rm(target, { recursive: true, force: true });
  await mkdir(target, { recursive: true });
  await run('tar', ['-xzf', await packed(), '-C', target, '--strip-components=1'], folder);
  return folder;
}

/**
 * Installs exactly what a package.json names, unless it is there already.
 *
 * @param {string} folder
 * @param {string} manifest
 */
export async function installTools(folder, manifest) {
  const wanted = readFileSync(manifest, 'utf8');
  const stamp = join(folder, 'node_modules/.installed-package');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  await writeFile(join(folder, 'package.json'), wanted);
  await cp(join(ROOT, '.npmrc'), join(folder, '.npmrc'));
  await run(NPM, ['install', '--no-package-lock', '--no-progress', '--loglevel=error'], folder);
  await writeFile(stamp, wanted);
}

/**
 * The answer computed by the page at a URL; also checks that its element is visible.
 *
 * @param {string} url
 * @param {string} [script] what to run for the answer
 * @returns {Promise<string>}
 */
export async function pageAnswer(url, script = 'return window.answer') {
  const browser = await openBrowser('chromium', { lang: 'en' });
  try {
    const { driver } = browser;
    await driver.get(url);
    const visible = `const e = document.querySelector('dispute-clock');
      return Boolean(e?.shadowRoot?.querySelector('button')) && e.offsetHeight > 50`;
    await driver.wait(() => driver.executeScript(visible), 30_000, `no element is visible at ${url}`);
    await driver.wait(() => driver.executeScript(`return Boolean((() => { ${script} })())`), 30_000, 'the page has no answer');
    const logged = await driver.manage().logs().get('browser');
    const errors = logged.filter(({ level, message }) => level.name === 'SEVERE' && !/favicon/.test(message));
    assert.deepEqual(errors.map(({ message }) => message), []);
    return await driver.executeScript(script);
  } finally {
    await browser.close();
  }
}

/** @param {string} folder @param {string} [path] @param {string} [script] */
export async function servedAnswer(folder, path = 'index.html', script) {
  const site = await serve(folder);
  try {
    return await pageAnswer(new URL(path, site.url).href, script);
  } finally {
    await site.close();
  }
}
