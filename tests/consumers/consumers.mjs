// Each toolchain in which the package must work, as a function that returns the engine's answer there as JSON,
// or rejects. Imported by run.mjs and by the short version in the tests.

import { spawn } from 'node:child_process';
import { cp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from '../browser/harness/processes.mjs';
import { ROOT, run } from '../package/packed.mjs';
import { consumer, packed, pageAnswer, servedAnswer } from './tools.mjs';

/** @typedef {{ shows: 'element' | 'engine' | 'package', fast?: boolean, check: () => Promise<string | void> }} Consumer */

/** @param {string} name @param {string} program @param {string[]} args */
const outputOf = async (name, program, ...args) => run(program, args, await consumer(name));

/** @param {string} folder @param {string} name */
const bin = (folder, name) => join(folder, 'node_modules/.bin', name);

/** @param {string} name @param {(folder: string) => string[]} command @param {string} served the folder of the built page */
async function builtPageAnswer(name, command, served) {
  const folder = await consumer(name);
  const [program, ...args] = command(folder);
  await run(program, args, folder);
  return servedAnswer(join(folder, served));
}

/** @param {string} name @param {(folder: string) => string[]} command */
async function runTool(name, command) {
  const folder = await consumer(name);
  const [program, ...args] = command(folder);
  await run(program, args, folder);
}

async function devServerAnswer() {
  const folder = await consumer('vite');
  const port = await freePort();
  // `--force`, as Vite otherwise serves an older build of the package with the same version from its cache.
  const args = ['node_modules/vite/bin/vite.js', '--force', '--port', `${port}`, '--strictPort', '--host', '127.0.0.1'];
  const server = spawn('node', args, { cwd: folder, env: { ...process.env, NO_COLOR: '1' } });
  try {
    await new Promise((resolve, reject) => {
      server.stdout.on('data', (text) => /Local:/.test(String(text)) && resolve(undefined));
      server.on('exit', () => reject(new Error('vite exited')));
    });
    return await pageAnswer(`http://127.0.0.1:${port}/`);
  } finally {
    server.kill();
  }
}

/** @param {string} resolution @param {string} module @param {string[]} files */
async function checkTypes(resolution, module, files) {
  const folder = await consumer('types');
  await cp(join(ROOT, 'tests/package/consumer'), folder, { recursive: true });
  const target = { target: 'es2020', lib: ['es2020', 'dom'], types: [], noEmit: true, strict: true, skipLibCheck: false };
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: { ...target, module, moduleResolution: resolution }, files }));
  await run('node', [join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', '.'], folder);
}

/** @type {Record<string, Consumer>} */
export const consumers = {
  'Node, import': { shows: 'engine', fast: true, check: () => outputOf('node', 'node', 'program.mjs') },
  'Node, require': { shows: 'engine', fast: true, check: () => outputOf('node', 'node', 'program.cjs') },
  'Node, slim': { shows: 'engine', fast: true, check: () => outputOf('node', 'node', 'slim.mjs') },
  Deno: { shows: 'engine', check: () => outputOf('deno', 'node', 'node_modules/deno/bin.cjs', 'run', '--allow-all', 'program.mjs') },
  Bun: { shows: 'engine', check: () => outputOf('bun', 'node_modules/@oven/bun-linux-x64/bin/bun', 'program.mjs') },
  'Cloudflare Workers, slim': { shows: 'engine', check: () => outputOf('workerd', 'node_modules/.bin/workerd', 'test', 'worker.capnp') },
  'Vite, dev': { shows: 'element', check: devServerAnswer },
  'Vite, build': { shows: 'element', check: () => builtPageAnswer('vite', () => ['node', 'node_modules/vite/bin/vite.js', 'build'], 'dist') },
  webpack: { shows: 'element', check: () => builtPageAnswer('webpack', () => ['node', 'build.mjs'], '.') },
  Rollup: { shows: 'element', check: () => builtPageAnswer('rollup', () => ['node', 'build.mjs'], '.') },
  esbuild: {
    shows: 'element',
    fast: true,
    check: () => builtPageAnswer('esbuild', () => [bin(ROOT, 'esbuild'), 'page.js', '--bundle', '--outfile=dist/page.js', '--log-level=error'], '.'),
  },
  Parcel: {
    shows: 'element',
    check: () => builtPageAnswer('parcel', (folder) => [bin(folder, 'parcel'), 'build', 'index.html', '--no-cache', '--cache-dir', 'cache', '--public-url', './'], 'dist'),
  },
  'Next.js, server and client': { shows: 'element', check: () => builtPageAnswer('next', (folder) => [bin(folder, 'next'), 'build'], 'out') },
  'Jest, node': { shows: 'engine', check: () => runTool('jest', (folder) => [bin(folder, 'jest'), '--env=node']) },
  'Jest, jsdom': { shows: 'element', check: () => runTool('jest', (folder) => [bin(folder, 'jest'), '--env=jsdom']) },
  'Vitest, node': { shows: 'engine', check: () => runTool('vitest', (folder) => [bin(folder, 'vitest'), 'run', '--environment=node']) },
  'Vitest, jsdom': { shows: 'element', check: () => runTool('vitest', (folder) => [bin(folder, 'vitest'), 'run', '--environment=jsdom']) },
  'browser, modules': { shows: 'element', fast: true, check: async () => servedAnswer(await consumer('browser')) },
  'browser, slim': { shows: 'element', check: async () => servedAnswer(await consumer('browser'), 'slim.html') },
  'browser, script': {
    shows: 'element',
    fast: true,
    // The script adds no globals to the page: only the element answers.
    check: async () => void (await servedAnswer(await consumer('script'), 'index.html', 'return true')),
  },
  'TypeScript, bundler': { shows: 'package', check: () => checkTypes('bundler', 'esnext', ['engine.ts', 'element.ts']) },
  'TypeScript, node16': { shows: 'package', check: () => checkTypes('node16', 'node16', ['engine.ts', 'element.ts', 'commonjs.cts']) },
  publint: { shows: 'package', check: () => runTool('publint', (folder) => [bin(folder, 'publint'), 'run', 'node_modules/dispute-clock', '--strict']) },
  'Are the types wrong?': {
    shows: 'package',
    check: async () => {
      const folder = await consumer('publint');
      await run(bin(folder, 'attw'), [await packed(), '--exclude-entrypoints', 'dispute-clock.wasm', 'custom-elements.json'], folder);
    },
  },
};
