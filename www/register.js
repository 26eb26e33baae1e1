// Registers the elements, each once.
// Imported by the entries that define them: define.js and embed.js.

import { DisputeClockElement } from './element/dispute-clock.js';
import { DisputeCountdownElement } from './element/dispute-countdown.js';

export function register() {
  if (!customElements.get('dispute-clock')) customElements.define('dispute-clock', DisputeClockElement);
  if (!customElements.get('dispute-countdown')) customElements.define('dispute-countdown', DisputeCountdownElement);
}
