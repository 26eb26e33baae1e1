// Lighthouse's judgement of dist/site as a phone would load it: `cargo xtask lighthouse`, which
// installs what this imports. Prints the scores and what cost points; ends with an error below the
// marks. Apart from the tests: how fast a page seems depends on what else the machine is doing.

import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { dist, serve } from './harness/index.mjs';
import { locate } from './harness/locate.mjs';

const LEAST = { performance: 95, accessibility: 100, 'best-practices': 100, seo: 100 };

const tools = createRequire(fileURLToPath(new URL('../../target/tools/lighthouse/', import.meta.url)));
/** @param {string} name @returns {Promise<any>} */
const tool = (name) => import(pathToFileURL(tools.resolve(name)).href);
const [{ default: lighthouse }, { launch }] = await Promise.all([tool('lighthouse'), tool('chrome-launcher')]);

const site = await serve(dist('site'), { compressed: true });
const chrome = await launch({
  chromePath: locate('chromium').chromium,
  chromeFlags: ['--headless', '--disable-gpu', '--disable-quic', '--disable-dev-shm-usage', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
});
try {
  const { lhr } = await lighthouse(site.url, { port: chrome.port, logLevel: 'error', onlyCategories: Object.keys(LEAST) });
  for (const [id, least] of Object.entries(LEAST)) {
    const { score, auditRefs } = lhr.categories[id];
    const points = Math.round(score * 100);
    console.log(`${String(points).padStart(5)}  ${id} (${least} wanted)`);
    for (const { id: audit, weight } of auditRefs) {
      const { score: part, title, displayValue = '' } = lhr.audits[audit];
      if (weight > 0 && part !== null && part < 1) console.log(`       ${title}: ${displayValue}`);
    }
    if (points < least) process.exitCode = 1;
  }
} finally {
  chrome.kill();
  await site.close();
}
