// The notice that the device's clock was set back: dates follow the previous clock until the reader confirms
// the new one. Imported by model.js.

import { acceptClock } from '../clock.js';

/** @param {() => number} setBackBy milliseconds; 0 if the page sets a clock of its own */
export function createClockNotice(setBackBy) {
  return {
    state: () => ({ clockSetBack: setBackBy() }),
    handlers: { acceptClock },
  };
}
