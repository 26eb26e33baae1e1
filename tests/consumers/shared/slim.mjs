// program.mjs with a core that the program supplies itself.

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { assess, init } from 'dispute-clock/slim';

await init(readFile(createRequire(import.meta.url).resolve('dispute-clock/dispute-clock.wasm')));
const options = { now: '2026-03-02T12:00:00+03:00', timeZone: 'Europe/Moscow', locale: 'en' };

console.log(JSON.stringify(assess({ ordered: '2026-03-01T10:00' }, options)));
