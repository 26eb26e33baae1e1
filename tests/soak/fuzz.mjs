// The long run of tests/element/fuzzing.mjs, for `cargo xtask fuzz`: the given number of seconds per entry
// point.

import { parseArgs } from 'node:util';
import { ENTRY_POINTS, fuzz } from '../element/fuzzing.mjs';

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '60' } } });
const seed = Date.now();
for (const name of Object.keys(ENTRY_POINTS)) {
  const { count, known } = await fuzz(name, Number(values.seconds), seed);
  console.log(`${String(count).padStart(12)}  ${name}: ${known} distinct outcomes, seed ${seed}`);
}
