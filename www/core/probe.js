// Checks whether the core can be compiled synchronously: a policy may forbid WebAssembly, iOS disables it in
// Lockdown Mode, and Chromium before 115 accepts no more than 4 KB that way.
// Imported by either.js and define.js.

/** Throws what the browser throws. */
export function probe() {
  // An otherwise empty module above that limit: the header, and a custom section of zeros. Some browsers refuse to
  // compile it, others to instantiate it.
  new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 0, 253, 38, ...Array(4989))));
}
