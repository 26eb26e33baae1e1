// What the glue exports beside the public functions, for www/start.js, www/engine.js and www/core/served.js alone: put at the
// end of target/engine/glue.d.ts by the build (xtask/src/engine).

/** What the module asks of its host, by the names that it has there. */
export const imports: WebAssembly.ModuleImports;
export function __wbg_set_wasm(core: object): void;

export function trackerNew(options: unknown): number;
export function trackerPut(number: number, order: unknown): number;
export function trackerPutAll(number: number, orders: unknown): Uint32Array;
/** Undefined for what `trackerPutAll` has to look at. */
export function trackerPutFlat(number: number, numbers: Float64Array, text: Uint8Array, keys: string): Uint32Array | undefined;
export function trackerRemove(number: number, place: number): boolean;
export function trackerGet(number: number, place: number, now: unknown): any;
/** Six numbers a change; undefined when there is none. */
export function trackerTick(number: number, now: number): Float64Array | undefined;
export function trackerNextChange(number: number): number | undefined;
export function trackerSize(number: number): number;
export function trackerFree(number: number): void;
export function instant(value: unknown): number;
export function phases(): Phase[];
