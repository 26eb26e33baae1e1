// The file beside the embed's script, fetched when it is first used.
// It has the part of the core for texts, which only the script's own core can use.

export * from './element/transfer/ways.js';
export { packed as core } from '#wasm/texts.js';
