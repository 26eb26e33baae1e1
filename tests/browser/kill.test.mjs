// A short run of killed browsers; the long one is `cargo xtask soak`.

import test from 'node:test';
import { killRounds } from '../soak/kill.mjs';
import { browsers, keepsProfile } from './harness/index.mjs';

for (const name of browsers()) {
  const skip = !keepsProfile(name) && 'WebKit under automation keeps nothing over a restart';
  test(`${name}: a browser killed in the middle of edits has kept every edit called saved`, { skip }, async (t) => {
    const seed = Date.now() % 1_000_000;
    t.diagnostic(await killRounds(name, { rounds: 4, seed, after: (callback) => t.after(callback) }));
  });
}
