// Limits for untrusted data, so that no file or link can freeze the page, and a way to process a lot of it while
// the page stays responsive.
// Imported by the modules of this folder.

export const MAX_FILE_BYTES = 16 * 1024 * 1024;
export const MAX_ORDERS = 10_000;
/** The text of one order: many times what the longest note needs. */
export const MAX_ORDER_LENGTH = 256 * 1024;
export const MAX_DEPTH = 16;
/** A file with more faults than this is not a list of orders; what was valid up to there is kept. */
export const MAX_REFUSED = 1000;

const SLICE_MS = 12;

/**
 * Runs a generator to its end, yielding to the page whenever a time slice is used up.
 *
 * @template T @param {Generator<unknown, T>} work it yields wherever it may be interrupted
 * @returns {Promise<T>}
 */
export async function runInSlices(work) {
  for (let sliceEnd = performance.now() + SLICE_MS; ; ) {
    const { done, value } = work.next();
    if (done) return value;
    if (performance.now() < sliceEnd) continue;
    await new Promise((resume) => setTimeout(resume));
    sliceEnd = performance.now() + SLICE_MS;
  }
}
