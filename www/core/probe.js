// Whether the core can be compiled in the page's own turn: a policy may forbid WebAssembly, iOS turns it off in
// Lockdown Mode, and Chromium before 115 takes no more than 4 KB there.
// Imported by either.js and define.js.

/** Throws what the browser has against it. */
export function probe() {
  // An empty module larger than that: its header, and a section of zeros that nobody reads. Some refuse to
  // compile it, others to start it.
  new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 0, 253, 38, ...Array(4989))));
}
