export * from './index.js';

/** What a host calls so, if it has it: not every project has the types of a browser. */
type Host<Name extends string> = typeof globalThis extends { [name in Name]: { prototype: infer Type } } ? Type : never;
type Module = typeof globalThis extends { WebAssembly: { Module: { prototype: infer Type } } } ? Type : never;

/** Where the core comes from: an address to fetch, a response, its bytes, or a compiled module. */
export type CoreSource = Module | ArrayBuffer | ArrayBufferView | Host<'Response'> | string | Host<'URL'>;

/**
 * Compiles the core, `dispute-clock.wasm` of this package, while it is still coming. Every other
 * function here can be called, synchronously, once this has resolved. Later calls do nothing.
 */
export declare function init(source: CoreSource | Promise<CoreSource>): Promise<void>;
