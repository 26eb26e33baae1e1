// How each engine is started: its driver, its flags, and how language, theme, time zone and size are set.
// Imported by index.mjs.

import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Builder, Capabilities } from 'selenium-webdriver';
import browsingContext from 'selenium-webdriver/bidi/browsingContext.js';
import { locate } from './locate.mjs';
import { freePort, hiddenDisplay, makeFolder, startDriver } from './processes.mjs';

/**
 * @typedef {object} Settings
 * @property {number} width of the viewport, in CSS pixels
 * @property {number} height
 * @property {string} lang the reader's language, such as 'ru' or 'en-GB'
 * @property {boolean} dark whether the reader prefers a dark page
 * @property {string} [timeZone] such as 'Europe/Moscow'; the machine's own by default
 * @property {number} [proxy] the port of a proxy on this machine, for everything that is not on it
 * @property {string} [profile] a folder whose content outlives the browser
 * @property {Record<string, string>} [env] for the browser's processes, in addition
 * @property {boolean} [still] whether the reader wants less motion
 * @property {string} [downloads] a folder for what the page saves; WebKit's driver has no way to say so
 */

/**
 * @typedef {object} Engine
 * @property {import('selenium-webdriver').ThenableWebDriver} driver
 * @property {number} pid of the driver, which starts the browser
 * @property {(width: number, height: number) => Promise<unknown>} resize of the viewport, in CSS pixels
 * @property {() => Promise<unknown>} stop
 */

/** @type {Record<import('./locate.mjs').Name, (settings: Settings) => Promise<Engine>>} */
export const engines = { chromium, firefox, webkit };

/** @param {Settings} settings */
async function chromium({ width, height, lang, dark, timeZone, proxy, profile, env, still, downloads }) {
  const programs = required('chromium');
  const folder = await profileFolder(profile);
  const server = await startDriver(programs.chromedriver, (port) => [`--port=${port}`], { TZ: timeZone, ...env });
  // Chromium's own sandbox does not work as root, nor in most containers.
  const sandbox = process.getuid?.() === 0 || process.env.CI ? ['--no-sandbox'] : [];
  const capabilities = {
    browserName: 'chrome',
    'goog:loggingPrefs': { browser: 'ALL' },
    'goog:chromeOptions': {
      binary: programs.chromium,
      args: [
        '--headless',
        ...sandbox,
        '--disable-gpu',
        '--disable-dev-shm-usage',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        ...(proxy ? [`--proxy-server=127.0.0.1:${proxy}`] : []),
        `--lang=${lang}`,
        `--accept-lang=${lang}`,
        `--user-data-dir=${folder.path}`,
      ],
      ...(downloads && { prefs: { 'download.default_directory': downloads } }),
    },
  };
  return session(server, capabilities, folder.remove, async (anyDriver) => {
    const driver = /** @type {import('selenium-webdriver/chrome.js').Driver} */ (anyDriver);
    // A window cannot be as narrow as a phone's, but the page in it can.
    const resize = (/** @type {number} */ width, /** @type {number} */ height) =>
      driver.sendDevToolsCommand('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile: false });
    await resize(width, height);
    const theme = { name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' };
    const motion = { name: 'prefers-reduced-motion', value: still ? 'reduce' : '' };
    await driver.sendDevToolsCommand('Emulation.setEmulatedMedia', { features: [theme, motion] });
    return resize;
  });
}

/** @param {Settings} settings */
async function firefox({ width, height, lang, dark, timeZone, proxy, profile, env, still, downloads }) {
  const programs = required('firefox');
  const folder = await profileFolder(profile);
  // The default port of its second protocol is the same for every driver on the machine.
  const websocket = ['--websocket-port', `${await freePort()}`];
  const server = await startDriver(programs.geckodriver, (port) => ['--port', `${port}`, ...websocket], { TZ: timeZone, ...env });
  const capabilities = {
    browserName: 'firefox',
    webSocketUrl: true,
    'moz:firefoxOptions': {
      binary: programs.firefox,
      args: ['-headless', '-profile', folder.path],
      prefs: {
        // Automation relaxes it; a reader's Firefox does not.
        'security.fileuri.strict_origin_policy': true,
        'intl.accept_languages': lang,
        ...(proxy && { 'network.proxy.type': 1, 'network.proxy.http': '127.0.0.1', 'network.proxy.http_port': proxy, 'network.proxy.ssl': '127.0.0.1', 'network.proxy.ssl_port': proxy }),
        'layout.css.prefers-color-scheme.content-override': dark ? 0 : 1,
        'ui.prefersReducedMotion': still ? 1 : 0,
        ...(downloads && { 'browser.download.folderList': 2, 'browser.download.dir': downloads, 'browser.download.alwaysOpenPanel': false }),
      },
    },
  };
  return session(server, capabilities, folder.remove, async (driver) => {
    const context = await browsingContext(driver, { browsingContextId: await driver.getWindowHandle() });
    const resize = (/** @type {number} */ width, /** @type {number} */ height) => context.setViewport(width, height);
    await resize(width, height);
    return resize;
  });
}

/** @param {Settings} settings */
async function webkit({ width, height, lang, dark, timeZone, proxy, profile, env, still, downloads }) {
  if (profile ?? downloads) throw new Error('WebKit under automation keeps nothing: no profile, no downloads');
  const programs = required('webkit');
  const locale = await localeFolder(lang);
  if (still) await quiet(locale.path);
  const server = await startDriver(programs.WebKitWebDriver, (port) => ['-p', `${port}`], {
    DISPLAY: await hiddenDisplay(programs.Xvfb),
    WAYLAND_DISPLAY: undefined,
    WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
    GTK_THEME: dark ? 'Adwaita:dark' : 'Adwaita',
    LOCPATH: locale.path,
    XDG_CONFIG_HOME: locale.path,
    LC_ALL: `${lang.replace('-', '_')}.UTF-8`,
    TZ: timeZone,
    ...env,
  });
  const capabilities = {
    browserName: 'MiniBrowser',
    ...(proxy && { proxy: { proxyType: 'manual', httpProxy: `127.0.0.1:${proxy}`, sslProxy: `127.0.0.1:${proxy}`, noProxy: ['127.0.0.1'] } }),
    'webkitgtk:browserOptions': {
      binary: programs.MiniBrowser,
      args: ['--automation', '--javascript-can-open-windows-automatically=true'],
    },
  };
  return session(server, capabilities, locale.remove, (driver) => moveToPopup(driver, width, height));
}

/**
 * A popup has no toolbar that keeps it from being as narrow as a phone.
 *
 * @param {import('selenium-webdriver').WebDriver} driver
 * @param {number} width
 * @param {number} height
 * @returns {Promise<Engine['resize']>}
 */
async function moveToPopup(driver, width, height) {
  const first = await driver.getWindowHandle();
  const features = `popup=1,toolbar=no,location=no,menubar=no,width=${width},height=${height}`;
  await driver.executeScript('open("about:blank", "_blank", arguments[0])', features);
  const popup = (await driver.getAllWindowHandles()).find((handle) => handle !== first);
  if (popup === undefined) throw new Error('WebKit opened no window');
  await driver.close();
  await driver.switchTo().window(popup);
  return (width, height) => driver.manage().window().setRect({ width, height });
}

/**
 * WebKitGTK speaks the language of its process, and the system must have a locale of that name: one generated
 * from the neutral C.UTF-8 is enough, as only its name is read.
 *
 * @param {string} lang
 */
async function localeFolder(lang) {
  const folder = await makeFolder();
  const name = `${lang.replace('-', '_')}.utf8`;
  await cp('/usr/lib/locale/C.utf8', join(folder.path, name), { recursive: true });
  return folder;
}

/** GTK's setting for reduced motion. @param {string} folder of configurations */
async function quiet(folder) {
  await mkdir(join(folder, 'gtk-3.0'));
  await writeFile(join(folder, 'gtk-3.0/settings.ini'), '[Settings]\ngtk-enable-animations=0\n');
}

/** @param {import('./locate.mjs').Name} name @returns {Record<string, string>} */
function required(name) {
  /** @type {Record<string, string>} */
  const programs = {};
  for (const [program, path] of Object.entries(locate(name))) {
    if (path === undefined) throw new Error(`${program} is missing: cargo xtask test says how to get it`);
    programs[program] = path;
  }
  return programs;
}

/** @param {string} [profile] */
async function profileFolder(profile) {
  return profile ? { path: profile, remove: async () => {} } : makeFolder();
}

/** Timeouts: a script may be slow, anything else is fast. */
const SCRIPT_MS = 150_000;
const COMMAND_MS = 45_000;
const QUIT_MS = 10_000;

/** A driver that never answers, as WebKit's occasionally does, fails its own test and not all of them. @param {import('selenium-webdriver').WebDriver} driver */
function answerInTime(driver) {
  const { execute } = driver;
  driver.execute = (/** @type {import('selenium-webdriver/lib/command.js').Command} */ command) => {
    const name = command.getName();
    return inTime(execute.call(driver, command), /script/i.test(name) ? SCRIPT_MS : COMMAND_MS, name);
  };
}

/** @template T @param {PromiseLike<T>} answer @param {number} limit @param {string} name of the command @returns {Promise<T>} */
function inTime(answer, limit, name) {
  const over = new AbortController();
  const late = sleep(limit, undefined, { signal: over.signal }).then(() => {
    throw new Error(`the driver has not answered for ${limit / 1000} s: ${name}`);
  });
  return Promise.race([answer, late]).finally(() => over.abort());
}

/**
 * A session with a driver that already runs: so selenium never looks for, or downloads, one of its own.
 *
 * @param {Awaited<ReturnType<typeof startDriver>>} server
 * @param {Record<string, unknown>} capabilities
 * @param {() => Promise<void>} cleanUp
 * @param {(driver: import('selenium-webdriver').WebDriver) => Promise<Engine['resize']>} prepare returns how the viewport is resized
 * @returns {Promise<Engine>}
 */
async function session(server, capabilities, cleanUp, prepare) {
  /** @type {import('selenium-webdriver').ThenableWebDriver | undefined} */
  let driver;
  const stop = async () => {
    await Promise.race([driver?.quit().catch(() => {}), sleep(QUIT_MS, undefined, { ref: false })]);
    await server.stop();
    await cleanUp();
  };
  try {
    driver = new Builder().usingServer(server.url).withCapabilities(new Capabilities(capabilities)).build();
    await inTime(driver, COMMAND_MS, 'newSession');
    answerInTime(driver);
    const resize = await prepare(driver);
    return { driver, pid: server.pid, resize, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
