// A smaller comparison with temporal-polyfill, in each browser with its own time zones and Intl: no deadline
// may differ. Node's comparison is in tests/package/differential.test.mjs.

import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { browsers, openBrowser, serve, temporaryFolder } from './harness/index.mjs';

const ORDERS = 3_000;
/** Orders for each zone that a host is set to. */
const OWN_ORDERS = 100;
/** Had seconds in its offset until 1972. */
const ODD_ZONE = 'Africa/Monrovia';
/** The clock changes of every 20th zone. */
const PARTS = 20;

const ENTRY = `
  import { Temporal } from 'temporal-polyfill';
  import { assess } from './dist/npm/index.js';
  import { compare, compareZone } from './tests/differential/compare.mjs';
  globalThis.compared = (draw) => compare(Temporal, assess, draw);
  globalThis.comparedOwn = (zone, orders) => {
    const { DateTimeFormat } = Intl;
    let formats = 0;
    Intl.DateTimeFormat = function (locale, options) {
      if (locale === 'en-US-u-ca-gregory-nu-latn') formats += 1;
      return new DateTimeFormat(locale, options);
    };
    Intl.DateTimeFormat.prototype = DateTimeFormat.prototype;
    const result = compareZone(Temporal, assess, zone, orders);
    Intl.DateTimeFormat = DateTimeFormat;
    return { ...result, formats, own: DateTimeFormat().resolvedOptions().timeZone, hasTemporal: typeof globalThis.Temporal === 'object' };
  };
`;

/** A page that can compare, in a host set to a zone. @param {import('node:test').TestContext} t @param {ReturnType<typeof browsers>[number]} name @param {string} [timeZone] */
async function comparing(t, name, timeZone) {
  const folder = await temporaryFolder(t);
  const root = fileURLToPath(new URL('../..', import.meta.url));
  await build({
    stdin: { contents: ENTRY, resolveDir: root },
    outfile: join(folder, 'compare.js'),
    bundle: true,
    format: 'iife',
    logLevel: 'warning',
  });
  await writeFile(join(folder, 'index.html'), '<!doctype html><meta charset="utf-8"><script src="compare.js"></script>');
  const site = await serve(folder);
  t.after(site.close);
  const browser = await openBrowser(name, { timeZone });
  t.after(browser.close);
  await browser.driver.manage().setTimeouts({ script: 240_000 });
  await browser.driver.get(site.url);
  return browser.driver;
}

for (const name of browsers()) {
  test(`${name}: every deadline equals the one computed with Temporal`, async (t) => {
    const driver = await comparing(t, name);
    /** @type {ReturnType<typeof import('../differential/compare.mjs').compare>} */
    const result = await driver.executeScript(
      'return compared(arguments[0])',
      { part: 7, parts: PARTS, orders: ORDERS },
    );
    t.diagnostic(`${result.orders} random orders, ${result.transitions} clock changes, ${result.count} differences`);
    assert.ok(result.transitions > 500);
    assert.deepEqual(result.differences, []);
  });
}

/** Date answers for the host's own zone if Temporal can name it. */
for (const name of browsers()) {
  test(`${name}: every deadline equals the one computed with Temporal in the device's own time zone, too`, async (t) => {
    const driver = await comparing(t, name, ODD_ZONE);
    let ofDate = 0;
    /** @param {string} zone */
    const compareOwn = async (zone) => {
      const { own, formats, hasTemporal, orders, differences } = /** @type {any} */ (
        await driver.executeScript('return comparedOwn(arguments[0], arguments[1])', zone, OWN_ORDERS)
      );
      assert.ok(orders >= OWN_ORDERS);
      assert.deepEqual(differences, [], zone);
      if (own === zone && hasTemporal) {
        ofDate += 1;
        assert.equal(formats, 0, `${zone} is not computed with Intl`);
      }
    };
    await compareOwn(ODD_ZONE);
    if (name === 'chromium') {
      const devTools = /** @type {import('selenium-webdriver/chrome.js').Driver} */ (/** @type {unknown} */ (driver));
      const zones = Intl.supportedValuesOf('timeZone').filter((_, index) => index % PARTS === 3);
      for (const timezoneId of [...zones, 'Australia/Lord_Howe', 'Africa/Casablanca', 'Pacific/Apia']) {
        await devTools.sendDevToolsCommand('Emulation.setTimezoneOverride', { timezoneId });
        await compareOwn(timezoneId);
      }
      assert.ok(ofDate > 15, `${ofDate} zones computed with Date`);
    }
  });
}
