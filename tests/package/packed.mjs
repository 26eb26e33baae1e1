// Installs the package as users get it: packed, and unpacked into an empty folder. Imported by the tests of
// this folder, readme.test.mjs, the consumers, and the browser tests that need a package.

import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const execute = promisify(execFile);
const NPM = process.platform === 'win32' ? 'npm.cmd' : 'npm';

/**
 * A folder whose node_modules contains only the package. The caller removes it.
 *
 * @returns {Promise<{ folder: string, remove: () => Promise<void> }>}
 */
export async function installPacked() {
  const folder = await mkdtemp(join(tmpdir(), 'dispute-clock-consumer-'));
  const packed = await run(NPM, ['pack', join(ROOT, 'dist/npm'), '--json', '--loglevel=error'], folder);
  const [{ filename }] = Object.values(JSON.parse(packed));
  await writeFile(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
  // Nothing else is needed, from anywhere: installing offline proves it.
  await run(NPM, ['install', '--offline', '--no-audit', '--no-fund', '--loglevel=error', `./${filename}`], folder);
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

/**
 * Runs a program and returns its stdout; any failure rejects, with its stderr.
 *
 * @param {string} program
 * @param {string[]} args
 * @param {string} folder
 */
export async function run(program, args, folder) {
  try {
    const { stdout } = await execute(program, args, { cwd: folder, shell: program.endsWith('.cmd') });
    return stdout;
  } catch (error) {
    const { stdout, stderr } = /** @type {{ stdout: string, stderr: string }} */ (error);
    throw new Error(`${program} ${args.join(' ')}\n${stdout}${stderr}`, { cause: error });
  }
}
