// The file beside the embed's script, fetched when it is first used.
// It brings an engine of its own, that for texts, which starts as the first one did.

export { ready } from './core/either.js';
export * from './more.js';
