// The npm entry `./slim`: the same functions, for those who serve the core themselves.
// Importing it does nothing; `init` comes first.

export { init } from './core/served.js';
export * from './index.js';
