// Registers the elements, once; where there is no registry, on a server, it does nothing.
// Imported by the entries that define them: define.js and embed.js.

import { DisputeClockElement } from './element/dispute-clock.js';

export function register() {
  const registry = globalThis.customElements;
  if (registry && !registry.get('dispute-clock')) registry.define('dispute-clock', DisputeClockElement);
}
