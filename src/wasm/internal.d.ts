// What the glue exports besides the public functions, for www/start.js, www/engine.js and www/core/served.js only.
// The build (xtask/src/engine) appends it to target/engine/glue.d.ts.

/** The module's imports, under the names it imports them by. */
export const imports: WebAssembly.ModuleImports;
export function __wbg_set_wasm(core: object): void;

export function trackerNew(options: unknown): number;
export function trackerPut(number: number, order: unknown): number;
export function trackerPutAll(number: number, orders: unknown): Uint32Array;
/** Undefined if the orders have to go through `trackerPutAll`. */
export function trackerPutFlat(number: number, numbers: Float64Array, text: Uint8Array, keys: string): Uint32Array | undefined;
export function trackerRemove(number: number, place: number): boolean;
export function trackerGet(number: number, place: number, now: unknown): any;
/** Six numbers per change; undefined if nothing changed. */
export function trackerTick(number: number, now: number): Float64Array | undefined;
export function trackerNextChange(number: number): number | undefined;
export function trackerSize(number: number): number;
export function trackerFree(number: number): void;
export function instant(value: unknown): number;
export function phases(): Phase[];
