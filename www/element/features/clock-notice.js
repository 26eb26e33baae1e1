// Says when the device's clock was set back: dates go by what it was before, until the reader says that
// it is right now. Imported by model.js.

import { goByDevice } from '../clock.js';

/** @param {() => number} setBackBy milliseconds; 0 where the page has a clock of its own */
export function createClockNotice(setBackBy) {
  return {
    state: () => ({ clockSetBack: setBackBy() }),
    handlers: { goByDevice },
  };
}
