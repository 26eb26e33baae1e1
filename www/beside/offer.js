// How a file beside the embed's script hands over what it has: in one place of the page for each build, so
// that no file of another build is taken for one of this. It need not be a module, and can be loaded where
// modules cannot. Imported by those files and by fetch.js.

/* global BUILD_MARK */

// The build puts it in.
// @ts-expect-error it is no variable
const PLACE = Symbol.for(`dispute-clock ${BUILD_MARK}`);

const page = /** @type {Record<symbol, Map<string, any> | undefined>} */ (/** @type {unknown} */ (globalThis));

/** @param {string} name @param {unknown} part */
export const offer = (name, part) => void (page[PLACE] ??= new Map()).set(name, part);

/** What a file has handed over, if it is of this build. @param {string} name */
export const offered = (name) => page[PLACE]?.get(name);
