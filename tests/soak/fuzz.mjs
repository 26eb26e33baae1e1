// The long draw of tests/element/fuzzing.mjs: `cargo xtask fuzz` runs it, each way in for so many seconds.

import { parseArgs } from 'node:util';
import { WAYS, draw } from '../element/fuzzing.mjs';

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '60' } } });
const seed = Date.now();
for (const name of Object.keys(WAYS)) {
  const { count, known } = await draw(name, Number(values.seconds), seed);
  console.log(`${String(count).padStart(12)}  ${name}: ${known} ways it ends, seed ${seed}`);
}
