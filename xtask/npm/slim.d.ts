export * from './index.js';

/** Where the core comes from: an address to fetch, a response, its bytes, or a compiled module. */
export type CoreSource = WebAssembly.Module | BufferSource | Response | string | URL;

/**
 * Compiles the core, `dispute-clock.wasm` of this package, while it is still coming. Every other
 * function here can be called, synchronously, once this has resolved. Later calls do nothing.
 */
export declare function init(source: CoreSource | Promise<CoreSource>): Promise<void>;
