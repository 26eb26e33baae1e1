// Starts drivers and displays, makes temporary folders, and ensures that none outlives the tests, however they
// end. Imported by engines.mjs, index.mjs and tests/consumers/consumers.mjs.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();
/** @type {string[]} */
const folders = [];
// A browser that is still closing may write to a folder again after it was removed.
const REMOVAL = { recursive: true, force: true, maxRetries: 5, retryDelay: 200 };

/**
 * Starts a program in its own process group, so that its children end with it.
 *
 * @param {string} program
 * @param {string[]} args
 * @param {Record<string, string | undefined>} env added to this process's own
 */
function start(program, args, env = {}) {
  const child = spawn(program, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', process.env.DRIVER_LOG ? 'inherit' : 'ignore', 'pipe'],
    detached: true,
  });
  running.add(child);
  child.once('error', () => running.delete(child));
  child.once('exit', () => running.delete(child));
  return child;
}

/** @param {import('node:child_process').ChildProcess} child */
async function stop(child) {
  if (child.exitCode === null && child.signalCode === null) {
    const exited = once(child, 'exit');
    signal(child, 'SIGTERM');
    const ended = await Promise.race([exited.then(() => true), sleep(5000, false, { ref: false })]);
    if (!ended) await (signal(child, 'SIGKILL'), exited);
  }
  // The program's children may take longer to end than the program.
  signal(child, 'SIGKILL');
}

/** @param {import('node:child_process').ChildProcess} child @param {NodeJS.Signals} name */
function signal(child, name) {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, name);
  } catch {
    // The group is gone, as expected.
  }
}

process.once('exit', () => {
  for (const child of running) signal(child, 'SIGKILL');
  for (const path of folders) rmSync(path, REMOVAL);
});
for (const name of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.once(name, () => process.exit(1));

/** @returns {Promise<{ path: string, remove: () => Promise<void> }>} */
export async function makeFolder() {
  const path = await mkdtemp(join(tmpdir(), 'dispute-clock-'));
  folders.push(path);
  return { path, remove: () => rm(path, REMOVAL) };
}

/** A port that was free a moment ago. */
export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  server.close();
  await once(server, 'close');
  return port;
}

/**
 * Starts a WebDriver server and waits until it answers.
 *
 * @param {string} program
 * @param {(port: number) => string[]} args
 * @param {Record<string, string | undefined>} env
 */
export async function startDriver(program, args, env) {
  const port = await freePort();
  const child = start(program, args(port), env);
  const url = `http://127.0.0.1:${port}`;
  for (const end = Date.now() + 20_000; Date.now() < end; await sleep(50)) {
    if (child.exitCode !== null) break;
    const answers = await fetch(`${url}/status`).then((response) => response.ok, () => false);
    if (answers) return { url, pid: Number(child.pid), stop: () => stop(child) };
  }
  await stop(child);
  throw new Error(`${program} did not start`);
}

/** @type {Promise<string> | undefined} */
let display;

/**
 * A virtual X display, one for all browsers of this process.
 *
 * @param {string} program the path of Xvfb
 */
export function hiddenDisplay(program) {
  display ??= (async () => {
    const child = start(program, ['-displayfd', '3', '-screen', '0', '1920x1200x24', '-nolisten', 'tcp']);
    const pipe = /** @type {import('node:stream').Readable} */ (child.stdio[3]);
    let number = '';
    // Number and line end arrive separately; closing the pipe in between would end Xvfb.
    while (!number.endsWith('\n')) number += (await once(pipe, 'data'))[0];
    // It runs until the tests end and must not keep the process alive.
    child.unref();
    pipe.destroy();
    return `:${number.trim()}`;
  })();
  return display;
}
