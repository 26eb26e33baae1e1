// Code that the embed does not need at first: a file beside its script, fetched on first use.

import { deferred } from './element/deferred.js';
import { lend } from './more/shared-preact.js';
import { offer } from './beside/offer.js';

export const part = { lend, deferred };
offer('more', part);
