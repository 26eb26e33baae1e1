// Code that the embed does not need at first: a file beside its script, fetched on first use.

import { further } from './element/further.js';
import { lend } from './more/lent.js';
import { offer } from './beside/offer.js';

export const part = { lend, further };
offer('more', part);
