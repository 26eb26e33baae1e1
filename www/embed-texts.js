// The file beside the embed's script with the part of the engine for texts, fetched when it is first used.
// The script's own part alone can use it.

import { packed } from '#wasm/texts.js';
import { offer } from './beside/offer.js';

offer('texts', packed);
