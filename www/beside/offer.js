// How a file beside the embed's script hands over its contents: in one global place for each build, so that
// files of different builds never mix. Such a file need not be a module, and can be loaded where modules
// cannot. Imported by those files and by fetch.js.

/* global BUILD_MARK */

// The build fills it in.
// @ts-expect-error replaced by the build
const PLACE = Symbol.for(`dispute-clock ${BUILD_MARK}`);

const page = /** @type {Record<symbol, Map<string, any> | undefined>} */ (/** @type {unknown} */ (globalThis));

/** @param {string} name @param {unknown} part */
export const offer = (name, part) => void (page[PLACE] ??= new Map()).set(name, part);

/** What a file has offered, if it is of this build. @param {string} name */
export const offered = (name) => page[PLACE]?.get(name);
