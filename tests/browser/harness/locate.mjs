// Locates each browser and its driver on this machine. Run as a program with a browser's name, it prints what
// is missing, one per line, for `cargo xtask test` to install.
// Imported by index.mjs, engines.mjs and lighthouse.mjs.

import { accessSync, constants, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** @typedef {'chromium' | 'firefox' | 'webkit'} Name */

/**
 * The programs that each browser needs, each with the names or paths to try.
 * A `*` in a path stands for one folder, such as the machine's architecture.
 *
 * @type {Record<Name, Record<string, string[]>>}
 */
const PROGRAMS = {
  chromium: {
    chromium: [
      'chromium',
      'google-chrome',
      'google-chrome-stable',
      'chrome',
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
    ],
    chromedriver: ['chromedriver'],
  },
  firefox: {
    firefox: ['firefox-esr', 'firefox', '/Applications/Firefox.app/Contents/MacOS/firefox'],
    geckodriver: ['geckodriver', join(ROOT, 'target/tools/bin/geckodriver')],
  },
  webkit: {
    MiniBrowser: [
      '/usr/lib/*/webkit2gtk-4.1/MiniBrowser',
      '/usr/libexec/webkit2gtk-4.1/MiniBrowser',
      '/usr/lib/webkit2gtk-4.1/MiniBrowser',
    ],
    WebKitWebDriver: ['WebKitWebDriver'],
    Xvfb: ['Xvfb'],
  },
};

export const NAMES = /** @type {Name[]} */ (Object.keys(PROGRAMS));

/**
 * The path of each of a browser's programs, undefined where it is missing.
 *
 * @param {Name} name
 * @returns {Record<string, string | undefined>}
 */
export function locate(name) {
  const wanted = Object.entries(PROGRAMS[name]);
  return Object.fromEntries(wanted.map(([program, places]) => [program, places.flatMap(candidates).find(isExecutable)]));
}

/** @param {Name} name @returns {string[]} */
export function missing(name) {
  const found = Object.entries(locate(name));
  return found.filter(([, path]) => path === undefined).map(([program]) => program);
}

/** @param {string} place a path, with or without `*`, or a name to look for on the PATH */
function candidates(place) {
  if (!place.includes('/') && !place.includes('\\')) {
    const suffix = process.platform === 'win32' ? '.exe' : '';
    return (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, place + suffix));
  }
  const [before, after] = place.split('*');
  if (after === undefined) return [place];
  try {
    return readdirSync(before).map((folder) => before + folder + after);
  } catch {
    return [];
  }
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const program of missing(/** @type {Name} */ (process.argv[2]))) console.log(program);
}
