// `#parts` where everything is in one file. Imported as `#parts`, unless a build names another.

/** @param {string} name @returns {Promise<any>} */
export const fetchPart = (name) => Promise.reject(new Error(`there is no ${name} to fetch`));
