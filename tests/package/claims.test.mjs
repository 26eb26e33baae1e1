// The messages of tests/claims.json, word for word, through the wasm in Node: the same file that
// tests/claims.rs runs natively.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { draftClaim, rulebooks } from '../../dist/npm/index.js';
import { ROOT } from './packed.mjs';

const { cases } = JSON.parse(readFileSync(join(ROOT, 'tests/claims.json'), 'utf8'));

for (const { name, order, options, expect, errors } of cases) {
  test(`claim: ${name}`, () => {
    if (expect) return assert.equal(draftClaim(order, options), expect.join('\n'));
    assert.throws(
      () => draftClaim(order, options),
      (/** @type {any} */ error) => {
        const faults = error.errors.map((/** @type {any} */ { code, path }) => ({ code, path }));
        assert.deepEqual(faults, errors);
        return error.name === 'DisputeClockError';
      },
    );
  });
}

test('claim: a message to a shop without disputes does not ask for one', () => {
  const [joom] = rulebooks();
  /** @type {any} */
  const book = { ...joom, id: 'shop', windows: joom.windows.filter(({ purpose }) => purpose !== 'dispute'), actions: [], cautions: [] };
  for (const [locale, word, rulebook] of /** @type {const} */ ([['ru', /спор/i, book], ['en', /dispute/i, book]])) {
    for (const more of [{}, { problem: 'not-arrived' }, { received: '2026-03-05', problem: 'incomplete' }]) {
      const options = /** @type {any} */ ({ now: '2026-04-01T12:00Z', timeZone: 'UTC', locale });
      const order = /** @type {any} */ ({ ordered: '2026-03-01', ...more });
      assert.match(draftClaim(order, options), word, 'a shop with disputes is asked for one');
      assert.doesNotMatch(draftClaim(order, { ...options, rulebook }), word);
    }
  }
});
