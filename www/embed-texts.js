// The part of the engine for texts: a file beside the embed's script, fetched on first use. Only the engine
// part in that script can use it.

import { packed } from '#wasm/texts.js';
import { offer } from './beside/offer.js';

offer('texts', packed);
