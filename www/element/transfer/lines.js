// Line numbers of positions in a text. Imported by json.js and csv.js.

/** Returns a function from position to line, counted from 1. Each position must be at or after the one before. @param {string} text */
export function createLineCounter(text) {
  const breaks = /\r\n|\n|\r/g;
  let line = 0;
  let end = 0;
  return (/** @type {number} */ position) => {
    for (; position >= end; line++) end = breaks.exec(text) ? breaks.lastIndex : Infinity;
    return line;
  };
}
