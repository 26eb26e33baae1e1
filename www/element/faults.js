// Turns the engine's refusals into faults that name the embedding page's own properties.
// Imported by the elements, books.js and model.js.

/** @typedef {{ code: string, path: string, message: string }} Fault */

/** @param {string} code @param {string} path @param {string} expected @returns {Fault} */
export const fault = (code, path, expected) => ({ code, path, message: `${path}: ${code}; expected ${expected}` });

/**
 * The faults in an error of the engine, with their paths renamed.
 *
 * @param {any} error @param {(path: string) => string} rename @returns {Fault[]}
 */
export function faultsOf(error, rename) {
  const { errors, code = 'other', path = '', message } = error;
  /** @type {Fault[]} */
  const faults = errors ?? [{ code, path, message }];
  return faults.map((one) => {
    const renamed = rename(one.path);
    const rest = one.path && one.message.startsWith(one.path) ? one.message.slice(one.path.length) : `: ${one.message}`;
    return { ...one, path: renamed, message: renamed + rest };
  });
}
