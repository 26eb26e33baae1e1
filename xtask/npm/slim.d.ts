export * from './index.js';

/** A host's type of this name, if there is one: not every project includes browser types. */
type Host<Name extends string> = typeof globalThis extends { [name in Name]: { prototype: infer Type } } ? Type : never;
type Module = typeof globalThis extends { WebAssembly: { Module: { prototype: infer Type } } } ? Type : never;

/** Where the core comes from: a URL to fetch, a response, its bytes, or a compiled module. */
export type CoreSource = Module | ArrayBuffer | ArrayBufferView | Host<'Response'> | string | Host<'URL'>;

/**
 * Compiles the core, `dispute-clock.wasm` of this package, while it is still downloading if the host can. Once
 * this has resolved, every other function here can be called, synchronously. Later calls do nothing.
 */
export declare function init(source: CoreSource | Promise<CoreSource>): Promise<void>;
