// The core for the embed: WebAssembly, or where the page's policy (or the browser) does not let it start the
// same core as plain JavaScript, out of files beside the script. The part for texts comes later: it fits
// the first part of its own build alone.
// Imported by embed.js and more/beside.js, and by start.js as `#core` in those builds.

/* global PLAIN_CORE, PLAIN_TEXTS */

import { packed as orders } from '#wasm/orders.js';
import { instantiate as inline, run } from './inline.js';
import { probe } from './probe.js';

/** @typedef {(imports: WebAssembly.Imports) => WebAssembly.Exports} Instantiate */
/** @typedef {{ default: Instantiate, build: string }} Plain */

/** @type {Instantiate | undefined} */
let plain;
/** @type {Instantiate | undefined} */
let texts;

/** Resolves when the engine can be called; at once, if it is WebAssembly. @returns {Promise<void> | undefined} */
export function ready() {
  if (isAllowed()) return undefined;
  // A module's address is judged by script-src and, unlike that of a script element, needs no trusted
  // type. It is relative to the script that runs here. The build puts it in.
  // @ts-expect-error it is no variable
  return import(PLAIN_CORE).then((/** @type {Plain} */ module) => {
    plain = checked(module).default;
  });
}

/**
 * The part for texts can be used once this has resolved.
 *
 * @param {import('./unpack.js').Packed} packed
 */
export async function bringTexts(packed) {
  checked(packed);
  // @ts-expect-error it is no variable
  texts = plain ? checked(/** @type {Plain} */ (await import(PLAIN_TEXTS))).default : (imports) => run(packed, imports);
}

/** @param {WebAssembly.Imports} imports */
export function instantiate(imports) {
  return (plain ?? inline)(imports);
}

/** @param {WebAssembly.Exports} exports @param {WebAssembly.Imports} imports @returns {WebAssembly.Exports} */
export function addTexts(exports, imports) {
  return { ...exports, .../** @type {Instantiate} */ (texts)({ ...imports, b: exports }) };
}

/** @template {{ build: string }} Part @param {Part} part @returns {Part} */
function checked(part) {
  if (part.build !== orders.build) throw new Error('the files are of two builds');
  return part;
}

function isAllowed() {
  try {
    probe();
    return true;
  } catch {
    return false;
  }
}
