// Preact for the embed's deferred file: the script's own copy, as two copies would not know each other's nodes.
// Replaces preact's modules in that build only (bundle.rs); embed-more.js exposes `lend`.

/** @typedef {typeof import('preact/hooks') & typeof import('preact/jsx-runtime')} Preact */

/** @type {Preact['Fragment']} */
export let Fragment;
/** @type {Preact['jsx']} */
export let jsx;
/** @type {Preact['jsxs']} */
export let jsxs;
/** @type {Preact['useLayoutEffect']} */
export let useLayoutEffect;
/** @type {Preact['useRef']} */
export let useRef;
/** @type {Preact['useState']} */
export let useState;

/** @param {Pick<Preact, 'Fragment' | 'jsx' | 'jsxs' | 'useLayoutEffect' | 'useRef' | 'useState'>} preact */
export function lend(preact) {
  ({ Fragment, jsx, jsxs, useLayoutEffect, useRef, useState } = preact);
}
