// A short run of the JavaScript part of `cargo xtask fuzz`.

import assert from 'node:assert/strict';
import test from 'node:test';
import { ENTRY_POINTS, fuzz } from './fuzzing.mjs';

for (const name of Object.keys(ENTRY_POINTS)) {
  test(`${name}: any input is either read or refused`, async (t) => {
    const { count, known } = await fuzz(name, 1.5, 1);
    t.diagnostic(`${count} inputs, ${known} distinct outcomes`);
    assert.ok(count > 50 && known > 5);
  });
}
