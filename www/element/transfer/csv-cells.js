// CSV files as rows of cells: quoting, line breaks, and cells that a spreadsheet would take for a formula.
// Whatever is written reads back exactly.
// Imported by csv.js. Knows nothing about orders.

import { MAX_ORDER_LENGTH } from './limits.js';

/** Tells spreadsheets that the file is UTF-8. */
const BOM = '\uFEFF';

const SIGN = '[=+\\-@＝＋－＠]';
/** Invisible characters, and those that some programs drop before they interpret a cell. */
const INVISIBLE = '[\\s\\u0000-\\u001f\\u007f-\\u009f\\u00ad\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2069\\ufeff]';
/** A cell that a spreadsheet would evaluate. Full-width signs count as well. */
const FORMULA = new RegExp(`^'*(?:${INVISIBLE}*${SIGN}|[\\t\\r])`);
/** A cell that a spreadsheet would turn into a number or a date, and lose: 0012, 3E5, 12.05. */
const NUMERIC = /^'*(?:\d[\d.,:/\s-]*|\d+E\d+)$/i;
/** Where a program that uses another separator, or ignores quotes, would start a cell. */
const INNER_FORMULA = new RegExp(`([,;|\\t\\r\\n]'*)(?=${SIGN})`, 'g');
const GUARDED_INNER_FORMULA = new RegExp(`([,;|\\t\\r\\n]'*)'(?=${SIGN})`, 'g');

/** @param {string} text @param {boolean} [numeric] */
const isInterpreted = (text, numeric) => FORMULA.test(text) || (numeric === true && NUMERIC.test(text));

/**
 * A cell that stays text: puts an apostrophe before anything that would be evaluated.
 *
 * @param {string} text @param {boolean} [numeric] protects numbers and dates too
 */
export function guard(text, numeric) {
  const safe = text.replace(INNER_FORMULA, "$1'");
  return isInterpreted(safe, numeric) ? `'${safe}` : safe;
}

/** Reverses `guard`. @param {string} text @param {boolean} [numeric] */
export function unguard(text, numeric) {
  const bare = text.startsWith("'") && isInterpreted(text, numeric) ? text.slice(1) : text;
  return bare.replace(GUARDED_INNER_FORMULA, '$1');
}

/** @param {string[][]} rows @param {string} separator */
export function writeRows(rows, separator) {
  const special = new RegExp(`["\\r\\n\\t${separator}]|^\\s|\\s$`);
  const cell = (/** @type {string} */ text) => (special.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return BOM + rows.map((row) => `${row.map(cell).join(separator)}\r\n`).join('');
}

/** @typedef {{ cells: string[], line: number, code?: string }} Row  `code`: why it could not be read */

/**
 * @param {string} text @param {string} separator @param {(position: number) => number} lineAt
 * @returns {Generator<Row, undefined>}
 */
export function* readRows(text, separator, lineAt) {
  const plain = new RegExp(`[^${separator}\\r\\n]*`, 'y');
  for (let at = 0; at < text.length; ) {
    const start = at;
    /** @type {string[]} */
    const cells = [];
    for (;;) {
      let cell = '';
      if (text[at] === '"') {
        const quoted = readQuoted(text, at, start + MAX_ORDER_LENGTH);
        if (!quoted) {
          at = endOfLine(text, start);
          yield { cells: [], line: lineAt(start), code: 'open-quote' };
          break;
        }
        [cell, at] = quoted;
      }
      plain.lastIndex = at;
      cell += plain.exec(text)?.[0] ?? '';
      at = plain.lastIndex;
      cells.push(cell);
      if (text[at] === separator) {
        at++;
        continue;
      }
      // Between a CR and its LF there is an empty row, which readers skip.
      at++;
      yield { cells, line: lineAt(start) };
      break;
    }
  }
}

/** @param {string} text @param {number} start @param {number} limit @returns {[string, number] | undefined} the content, and where it ends */
function readQuoted(text, start, limit) {
  for (let at = text.indexOf('"', start + 1); at >= 0 && at < limit; at = text.indexOf('"', at + 2)) {
    if (text[at + 1] !== '"') return [text.slice(start + 1, at).replaceAll('""', '"'), at + 1];
  }
  return undefined;
}

/** @param {string} text @param {number} start */
function endOfLine(text, start) {
  const end = /\r\n|\n|\r/g;
  end.lastIndex = start;
  return end.exec(text) ? end.lastIndex : text.length;
}
