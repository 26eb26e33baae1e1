// A device clock for one browser: set ahead and back while the browser runs, and put to sleep. No driver can do
// that, and a page with a replaced Date would not be the real page.
//
//   const clock = await deviceClock(t);
//   const browser = await openBrowser(name, { env: clock.env });
//   clock.shift(HOUR);
//
// Imported by clock.test.mjs.

import { execFileSync } from 'node:child_process';
import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { temporaryFolder } from './index.mjs';

const SOURCE = fileURLToPath(new URL('device-clock.c', import.meta.url));

/** Why the clock cannot be set here, if it cannot. */
export const noDeviceClock = process.platform !== 'linux' && 'a browser can be given another clock on Linux alone';

/** @param {import('node:test').TestContext} t */
export async function deviceClock(t) {
  const folder = await temporaryFolder(t);
  const [library, file] = [join(folder, 'device-clock.so'), join(folder, 'ahead')];
  // Rust links with the same program: it is there.
  execFileSync('cc', ['-shared', '-fPIC', '-O1', '-o', library, SOURCE]);
  writeFileSync(file, Buffer.alloc(8));
  const open = openSync(file, 'r+');
  t.after(() => closeSync(open));
  let ahead = 0;
  return {
    env: { LD_PRELOAD: library, CLOCK_AHEAD: file },

    /** Sets it ahead, or back. @param {number} ms */
    shift(ms) {
      const bytes = Buffer.alloc(8);
      bytes.writeBigInt64LE(BigInt((ahead += ms)));
      writeSync(open, bytes, 0, 8, 0);
    },

    /**
     * The device sleeps, from the browser's point of view: nothing of it runs, and then it is later.
     *
     * @param {{ pid: number }} browser @param {number} ms
     */
    async sleep({ pid }, ms) {
      const processes = descendants(pid);
      for (const process of processes) signal(process, 'SIGSTOP');
      await sleep(1500);
      this.shift(ms - 1500);
      for (const process of processes) signal(process, 'SIGCONT');
    },
  };
}

/** @param {number} pid @param {NodeJS.Signals} name */
function signal(pid, name) {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended meanwhile.
  }
}

/** A process and all its descendants. @param {number} root */
function descendants(root) {
  const table = execFileSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n');
  const pairs = table.map((line) => line.trim().split(/\s+/).map(Number));
  const found = [root];
  // Descendants found are searched in turn.
  for (const parent of found) found.push(...pairs.filter(([, ppid]) => ppid === parent).map(([pid]) => pid));
  return found;
}
