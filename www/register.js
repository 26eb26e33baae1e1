// Registers each element once.
// Imported by the entries that define them: define.js and embed.js.

import { DisputeClockElement } from './element/dispute-clock.js';
import { DisputeCountdownElement } from './element/dispute-countdown.js';

export function register() {
  for (const [name, element] of Object.entries({ 'dispute-clock': DisputeClockElement, 'dispute-countdown': DisputeCountdownElement })) {
    if (!customElements.get(name)) customElements.define(name, element);
  }
}
