// Registers the elements, each once; where there is no registry, on a server, it does nothing.
// Imported by the entries that define them: define.js and embed.js.

import { DisputeClockElement } from './element/dispute-clock.js';
import { DisputeCountdownElement } from './element/dispute-countdown.js';

export function register() {
  const registry = globalThis.customElements;
  if (!registry) return;
  if (!registry.get('dispute-clock')) registry.define('dispute-clock', DisputeClockElement);
  if (!registry.get('dispute-countdown')) registry.define('dispute-countdown', DisputeCountdownElement);
}
