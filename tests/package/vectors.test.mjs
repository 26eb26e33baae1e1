// The vectors of tests/vectors.json through the wasm, on Node's own zones: the same that tests/vectors.rs
// runs natively.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { assess } from '../../dist/npm/index.js';

const { rulebook, vectors } = JSON.parse(readFileSync(new URL('../vectors.json', import.meta.url), 'utf8'));

test(`${vectors.length} vectors give the expected deadlines`, () => {
  for (const { text, zone, ends } of vectors) {
    const answer = assess({ ordered: text }, { now: '2026-01-01T00:00:00Z', timeZone: zone, rulebook });
    assert.deepEqual(Object.fromEntries(answer.deadlines.map(({ id, earliest, latest }) => [id, [earliest, latest]])), ends, `${text} ${zone}`);
  }
});
