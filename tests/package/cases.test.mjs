// The cases of tests/cases/*.json, one file per rule, through the wasm in Node: the files that tests/cases.rs
// runs natively must give the same results.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { assess } from '../../dist/npm/index.js';
import { ROOT } from './packed.mjs';

const FOLDER = join(ROOT, 'tests/cases');

/** @param {any} order @param {any} options */
function answer(order, options) {
  try {
    const { deadlines, actions, cautions, proof, ...rest } = assess(order, options && { timeZone: 'UTC', ...options });
    return {
      ...rest,
      deadlines: Object.fromEntries(deadlines.map((end) => [`${end.id}.${end.kind}`, end])),
      actions: actions.map(({ id, certain }) => (certain ? id : `${id}?`)),
      cautions: cautions.map(({ code }) => code),
      proof: proof.map(({ id, done }) => (done ? `${id}+` : id)),
      until: Object.fromEntries(actions.map(({ id, until }) => [id, until])),
      says: JSON.stringify([actions, cautions, proof]),
    };
  } catch (error) {
    const { errors } = /** @type {import('../../dist/npm/index.js').DisputeClockError} */ (error);
    return { errors: errors.map(({ code, path }) => ({ code, path })) };
  }
}

/**
 * A field that is not mentioned may have any value; null means that it must be absent; a text stands for an
 * instant.
 *
 * @param {any} actual @param {any} expected @param {string} path
 */
function agrees(actual, expected, path) {
  if (expected === null) assert.equal(actual, undefined, path);
  else if (typeof expected === 'string' && typeof actual === 'number') {
    assert.equal(new Date(actual).toISOString(), new Date(expected).toISOString(), path);
  } else if (typeof expected === 'object' && !Array.isArray(expected)) {
    for (const [key, value] of Object.entries(expected)) agrees(actual?.[key], value, `${path}.${key}`);
  } else if (Array.isArray(expected) && typeof actual === 'string') {
    for (const part of expected) assert.ok(actual.includes(part), `${path}: ${part} is missing from ${actual}`);
  } else assert.deepEqual(actual, expected, path);
}

for (const file of readdirSync(FOLDER)) {
  const { cases } = JSON.parse(readFileSync(join(FOLDER, file), 'utf8'));
  test(`${file}: ${cases.length} cases give the expected assessments`, () => {
    for (const { name, order, options, expect } of cases) {
      // An absent order or options is null in JSON.
      agrees(answer(order ?? undefined, options ?? null), expect, name);
    }
  });
}
