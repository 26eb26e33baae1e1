// `#more` where everything is in one file: available from the start, including the engine's text functions.
// Imported as `#more`, unless a build names another.

import { further } from '../element/further.js';
import { draftClaim, parseOrderText, toICalendar } from '../texts.js';

/** @typedef {typeof further} More */
/** @typedef {typeof all} Texts */

const all = { ...further, draftClaim, parseOrderText, toICalendar };

/** @returns {Texts | undefined} */
export const peek = () => all;

/** @returns {Promise<Texts>} */
export const fetchMore = () => Promise.resolve(all);

export { peek as peekTexts, fetchMore as fetchTexts };
