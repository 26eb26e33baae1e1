// A Cloudflare Worker: it cannot compile WebAssembly at run time, and is given the module.

import core from 'dispute-clock/dispute-clock.wasm';
import { assess, init } from 'dispute-clock/slim';

await init(core);
const options = { now: '2026-03-02T12:00:00+03:00', timeZone: 'Europe/Moscow', locale: 'en' };

export default {
  test() {
    console.log(JSON.stringify(assess({ ordered: '2026-03-01T10:00' }, options)));
  },
};
