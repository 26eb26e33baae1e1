// The baseline of the startup benchmark, which otherwise only `cargo xtask bench` builds.

import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { buildOnCoreByHand } from '../../benches/start.mjs';

test('the page on the handwritten core can be built, and contains no other core', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'dispute-clock-bench-'));
  t.after(() => rm(folder, { recursive: true }));
  const script = join(folder, 'page.js');
  await buildOnCoreByHand(script);
  const built = await readFile(script, 'utf8');
  assert.match(built, /customElements\.define/);
  assert.doesNotMatch(built, /WebAssembly/);
});
