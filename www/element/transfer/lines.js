// Line numbers of positions in a text. Imported by json.js and csv.js.

/** Returns a function from position to line, counted from 1; fast for increasing positions. @param {string} text */
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
