// The npm entry `./element`: registers <dispute-clock> and <dispute-countdown>, once, and nothing else; it waits
// where the engine has to start asynchronously. A no-op on a server or when loaded twice. If the engine cannot
// start, the fallback content stays and the console says why: this build has no plain-JavaScript core.

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
