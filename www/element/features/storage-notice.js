// The notice about the storage: why nothing is saved at the moment, that saving works again, what
// could not be read, and what can be done about it.
// Imported by model.js.

import { saveFile } from '../save-file.js';

/** @param {import('./core.js').Core} core */
export function createStorageNotice(core) {
  let hadUnsaved = false;

  return {
    state() {
      const { loading, reason, wiped, unreadable } = core.keeping.status();
      return { loading, storage: { reason, wiped, unreadable: unreadable.length } };
    },

    /** The state of the storage has changed. */
    update() {
      const { reason, unsaved } = core.keeping.status();
      if (reason !== undefined && unsaved > 0) hadUnsaved = true;
      if (!hadUnsaved || unsaved > 0) return;
      hadUnsaved = false;
      core.tell('message.saved-after-all');
    },

    handlers: {
      /** Stores again what someone else deleted. */
      saveAgain: () => core.keeping.saveAgain(),

      /** Saves the unreadable records to a file, unchanged. */
      saveUnreadable() {
        const texts = core.keeping.status().unreadable.map(asText);
        saveFile('dispute-clock-unreadable.json', 'application/json', `[\n${texts.join(',\n')}\n]\n`);
      },
    },
  };
}

/** As much of a value as JSON can represent. @param {unknown} value */
function asText(value) {
  try {
    return JSON.stringify(value, undefined, 2) ?? JSON.stringify(String(value));
  } catch {
    return JSON.stringify(String(value));
  }
}
