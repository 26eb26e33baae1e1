// A smaller draw of the comparison with temporal-polyfill, in each browser on its own time zones
// and its own Intl: no deadline may differ. Node's draw is in tests/package/differential.test.mjs.

import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { browsers, openBrowser, serve, temporaryFolder } from './harness/index.mjs';

const ORDERS = 3_000;
/** The changes of clocks of every 20th zone. */
const PARTS = 20;

const ENTRY = `
  import { Temporal } from 'temporal-polyfill';
  import { assess } from './dist/npm/index.js';
  import { compare } from './tests/differential/compare.mjs';
  globalThis.compared = (draw) => compare(Temporal, assess, draw);
`;

for (const name of browsers()) {
  test(`${name}: every deadline is the one that Temporal gives`, async (t) => {
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
    const browser = await openBrowser(name);
    t.after(browser.close);
    await browser.driver.manage().setTimeouts({ script: 240_000 });
    await browser.driver.get(site.url);
    /** @type {ReturnType<typeof import('../differential/compare.mjs').compare>} */
    const result = await browser.driver.executeScript(
      'return compared(arguments[0])',
      { part: 7, parts: PARTS, orders: ORDERS },
    );
    t.diagnostic(`${result.orders} random orders, ${result.transitions} changes of clocks, ${result.count} differences`);
    assert.ok(result.transitions > 500);
    assert.deepEqual(result.differences, []);
  });
}
