// The npm entry `./element`: registers <dispute-clock>, once, and nothing else.
// On a server, or when the script is loaded twice, it does nothing.

import { DisputeClockElement } from './element/dispute-clock.js';

const registry = globalThis.customElements;

if (registry && !registry.get('dispute-clock')) {
  registry.define('dispute-clock', DisputeClockElement);
}

export { DisputeClockElement };
