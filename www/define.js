// The npm entry `./element`: registers <dispute-clock> and <dispute-countdown>, once, and nothing else; later
// where the engine has to be started aside. On a server, or when it is loaded twice, it does nothing. Where the
// engine cannot start, what stands in the tags stays, and the console says why: there is no plain core here.

import { probe } from './core/probe.js';
import { ready } from './ready.js';
import { register } from './register.js';

if (globalThis.customElements) {
  try {
    probe();
    register();
  } catch {
    ready().then(register, (error) => console.warn(`dispute-clock cannot start: ${error.message}`));
  }
}

export { DisputeClockElement } from './element/dispute-clock.js';
export { DisputeCountdownElement } from './element/dispute-countdown.js';
