// `#more` where everything is in one file: there from the beginning.
// Imported by element/more.js as `#more`, unless a build names another.

import * as all from '../more.js';

/** @returns {typeof all | undefined} */
export const peek = () => all;

/** @returns {Promise<typeof all>} */
export const fetchMore = () => Promise.resolve(all);
