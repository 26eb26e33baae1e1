// A short run of `cargo xtask fuzz`, and its findings.

import assert from 'node:assert/strict';
import test from 'node:test';
import { WAYS, draw } from './fuzzing.mjs';

for (const name of Object.keys(WAYS)) {
  test(`${name}: whatever comes is read or refused`, async (t) => {
    const { count, known } = await draw(name, 1.5, 1);
    t.diagnostic(`${count} inputs, ${known} distinct outcomes`);
    assert.ok(count > 50 && known > 5);
  });
}
