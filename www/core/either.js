// The core for the embed: WebAssembly, or where the page's policy (or the browser) does not allow it, the same
// core as plain JavaScript, from files beside the script. The part for texts is loaded later, and only fits
// the first part of its own build.
// Imported by embed.js and more/beside.js, and by start.js as `#core` in that build.

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

/** Resolves when the engine can be called; undefined if it can be at once, as WebAssembly. @returns {Promise<void> | undefined} */
export function ready() {
  if (isWasmAllowed()) return undefined;
  // The address of a module is governed by script-src and, unlike that of a script element, needs no Trusted
  // Type. It is relative to the running script. The build fills it in.
  // @ts-expect-error replaced by the build
  return import(PLAIN_CORE).then((/** @type {Plain} */ module) => {
    plain = fromThisBuild(module).default;
  });
}

/**
 * Loads the part for texts; it can be used once this resolves.
 *
 * @param {import('./unpack.js').Packed} packed
 */
export async function loadTexts(packed) {
  fromThisBuild(packed);
  // @ts-expect-error replaced by the build
  texts = plain ? fromThisBuild(/** @type {Plain} */ (await import(PLAIN_TEXTS))).default : (imports) => run(packed, imports);
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
function fromThisBuild(part) {
  if (part.build !== orders.build) throw new Error('files of different builds');
  return part;
}

function isWasmAllowed() {
  try {
    probe();
    return true;
  } catch {
    return false;
  }
}
