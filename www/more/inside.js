// `#more` where everything is in one file: available from the start, including the engine's text functions.
// Imported as `#more`, unless a build names another.

import { deferred } from '../element/deferred.js';
import { draftClaim, parseOrderText, toICalendar } from '../texts.js';

/** @typedef {typeof deferred} More */
/** @typedef {typeof all} Texts */

const all = { ...deferred, draftClaim, parseOrderText, toICalendar };

/** @returns {Texts | undefined} */
export const peek = () => all;

/** @returns {Promise<Texts>} */
export const fetchMore = () => Promise.resolve(all);

export { peek as peekTexts, fetchMore as fetchTexts };
