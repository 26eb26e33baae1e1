// The memory of an engine: in the built module its export name is a letter or two.

/** @param {WebAssembly.Exports} exports @returns {WebAssembly.Memory} */
export const memoryOf = (exports) =>
  /** @type {WebAssembly.Memory} */ (Object.values(exports).find((one) => /** @type {any} */ (one).buffer instanceof ArrayBuffer));
