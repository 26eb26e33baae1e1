// Clearing away the orders that are over, as shoppers do in Joom's own list (A10).
// Imported by model.js.

import { OVER } from '../marks.js';
import { onceFor } from '../order-list.js';

/** @param {import('../model.js').Core} core */
export function createClearing(core) {
  const finished = onceFor(core, () => core.entries().filter(({ phase }) => OVER.includes(phase ?? '')));

  return {
    state: () => ({ finished: finished().length }),

    handlers: {
      clearFinished() {
        const ids = finished().map(({ id }) => id);
        core.remove(ids, { said: 'message.cleared', values: { count: `${ids.length}` } });
      },
    },
  };
}
