// The npm entry `./slim`: the same functions, for those who serve the core themselves.
// Importing it does nothing; call `init` first.

export { init } from './core/served.js';
export * from './index.js';
