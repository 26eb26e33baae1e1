// On which line of a text something stands. Imported by json.js and csv.js.

/** Tells the line of a position, the first line being 1; fast for positions that only grow. @param {string} text */
export function createLineCounter(text) {
  const breaks = /\r\n|\n|\r/g;
  let line = 1;
  let start = 0;
  let end = -1;
  return (/** @type {number} */ position) => {
    if (position < start) [line, start, end] = [1, 0, -1];
    for (;;) {
      if (end < start) {
        breaks.lastIndex = start;
        end = breaks.exec(text) ? breaks.lastIndex : Infinity;
      }
      if (position < end) return line;
      line++;
      start = end;
      end = -1;
    }
  };
}
