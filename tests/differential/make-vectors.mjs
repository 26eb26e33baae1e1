// Generates tests/vectors.json: orders around clock changes, with temporal-polyfill's answers, for both the
// native build and the wasm build. Run it by hand when the terms change:
// node tests/differential/make-vectors.mjs

import { writeFileSync } from 'node:fs';
import { Temporal } from 'temporal-polyfill';
import { expected, hostZones, randomVector, RULEBOOK, vectorsAtTransitions } from './compare.mjs';
import { random as seeded } from '../random.mjs';

/** Later rules may still change, and then hosts differ. */
const KNOWN_UNTIL = Date.UTC(2025, 0, 1);
const AT_TRANSITIONS = 1_000;
const RANDOM = 500;

const random = seeded(2026);
const zones = hostZones();
const isKnown = (/** @type {Record<string, [number, number]>} */ ends) =>
  Object.values(ends).every(([, latest]) => latest < KNOWN_UNTIL);

const all = zones.flatMap((zone) => [...vectorsAtTransitions(Temporal, zone)]);
for (let i = all.length - 1; i > 0; i--) {
  const j = Math.floor(random() * (i + 1));
  [all[i], all[j]] = [all[j], all[i]];
}
const drawn = { transitions: 0, random: 0 };
const vectors = [];
for (const vector of all) {
  const ends = expected(Temporal, vector);
  if (drawn.transitions < AT_TRANSITIONS && isKnown(ends)) {
    vectors.push({ ...vector, ends });
    drawn.transitions += 1;
  }
}
while (drawn.random < RANDOM) {
  const vector = randomVector(Temporal, random, zones);
  const ends = expected(Temporal, vector);
  if (!isKnown(ends)) continue;
  vectors.push({ ...vector, ends });
  drawn.random += 1;
}
const lines = vectors.map((vector) => JSON.stringify(vector)).join(',\n');
const file = `{"rulebook":${JSON.stringify(RULEBOOK)},\n"vectors":[\n${lines}\n]}\n`;
writeFileSync(new URL('../vectors.json', import.meta.url), file);
