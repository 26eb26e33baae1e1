// The packed package's types under a strict compiler: correct programs compile, wrong ones do not. The
// programs are in consumer/, their wrong lines marked @ts-expect-error.

import { cp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test, { after, before } from 'node:test';
import { ROOT, installPacked, run } from './packed.mjs';

const TSC = join(ROOT, 'node_modules/typescript/bin/tsc');
const STRICT = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  // Our own declarations are under test.
  skipLibCheck: false,
  noEmit: true,
  target: 'es2020',
  lib: ['es2020', 'dom'],
  types: [],
};

/** @type {Awaited<ReturnType<typeof installPacked>>} */
let consumer;
before(async () => {
  consumer = await installPacked();
  await cp(join(ROOT, 'tests/package/consumer'), consumer.folder, { recursive: true });
});
after(() => consumer.remove());

for (const [resolution, module, files] of [
  ['bundler', 'esnext', ['engine.ts', 'element.ts']],
  ['node16', 'node16', ['engine.ts', 'element.ts', 'commonjs.cts']],
]) {
  test(`the types work under moduleResolution ${resolution}`, async () => {
    const config = { compilerOptions: { ...STRICT, module, moduleResolution: resolution }, files };
    const name = `tsconfig.${resolution}.json`;
    await writeFile(join(consumer.folder, name), JSON.stringify(config));
    await run('node', [TSC, '-p', name], consumer.folder);
  });
}

test('the types work without DOM types', async () => {
  const compilerOptions = { ...STRICT, lib: ['es2022'], module: 'node16', moduleResolution: 'node16' };
  const program = "import { assess, init } from 'dispute-clock/slim';\nawait init(new Uint8Array(8));\nassess({ ordered: 0 }, { now: 0 });\n// @ts-expect-error a number is no core\nvoid init(1);\n";
  await writeFile(join(consumer.folder, 'slim.mts'), program);
  await writeFile(join(consumer.folder, 'tsconfig.slim.json'), JSON.stringify({ compilerOptions, files: ['slim.mts'] }));
  await run('node', [TSC, '-p', 'tsconfig.slim.json'], consumer.folder);
});
