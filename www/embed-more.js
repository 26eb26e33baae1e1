// The file beside the embed's script with what is not needed until it is asked for, fetched then.

import { further } from './element/further.js';
import { lend } from './more/lent.js';
import { offer } from './beside/offer.js';

export const part = { lend, further };
offer('more', part);
