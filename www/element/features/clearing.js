// Removes the orders that are over, as shoppers do in Joom's own list (A10), except one that is
// being edited.
// Imported by model.js.

import { FINAL_PHASES } from '../marks.js';
import { memoizeByVersion } from '../order-list.js';

/**
 * @param {import('./core.js').Core} core
 * @param {ReturnType<typeof import('./editing.js').createEditing>} editing
 */
export function createClearing(core, editing) {
  const finished = memoizeByVersion(core, () => core.entries().filter(({ phase }) => FINAL_PHASES.includes(phase ?? '')));

  return {
    state: () => ({ finished: finished().length }),

    handlers: {
      clearFinished() {
        const ids = finished().map(({ id }) => id).filter((id) => !editing.isOpen(id));
        core.remove(ids, { message: 'message.cleared', values: { count: `${ids.length}` } });
      },
    },
  };
}
