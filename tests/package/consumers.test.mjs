// The short version of `cargo xtask consumers`: the consumers that need no installation.

import assert from 'node:assert/strict';
import test from 'node:test';
import { browsers } from '../browser/harness/index.mjs';
import { consumers } from '../consumers/consumers.mjs';

const NO_BROWSER = !browsers().includes('chromium') && 'no Chromium';
const fast = Object.entries(consumers).filter(([, consumer]) => consumer.fast);

test('every fast consumer gives the same answer', async (t) => {
  const expected = await consumers['Node, import'].check();
  assert.match(String(expected), /"phase":"waiting"/);
  for (const [name, { shows, check }] of fast) {
    await t.test(name, { skip: shows === 'element' && NO_BROWSER }, async () => {
      const answer = await check();
      if (answer !== undefined) assert.equal(answer.trim(), expected?.trim());
    });
  }
});
