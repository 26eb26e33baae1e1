// The core inside the JavaScript, as text: compiled and started in the same turn, with no request.
// No fetch, no top-level await, no import.meta, so that every bundler and file:// can load it.
// Imported by engine.js as `#core`, unless a build names another.

import base64 from '#wasm/bytes.js';

/** @param {WebAssembly.Imports} imports */
export function instantiate(imports) {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return new WebAssembly.Instance(new WebAssembly.Module(bytes), imports).exports;
}
