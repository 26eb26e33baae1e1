// The messages of tests/claims.json, word for word, through the wasm in Node: the same file that
// tests/claims.rs runs natively.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { draftClaim } from '../../dist/npm/index.js';
import { ROOT } from './packed.mjs';

const { cases } = JSON.parse(readFileSync(join(ROOT, 'tests/claims.json'), 'utf8'));

for (const { name, order, options, expect, errors } of cases) {
  test(`claim: ${name}`, () => {
    if (expect) return assert.equal(draftClaim(order, options), expect.join('\n'));
    assert.throws(
      () => draftClaim(order, options),
      (/** @type {any} */ error) => {
        const told = error.errors.map((/** @type {any} */ { code, path }) => ({ code, path }));
        assert.deepEqual(told, errors);
        return error.name === 'DisputeClockError';
      },
    );
  });
}
