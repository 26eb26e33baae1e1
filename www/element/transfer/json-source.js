// Parses JSON values one by one, where JSON.parse takes all or nothing: the reader of a damaged file
// learns where it is broken, and can continue after that.
// Imported by json.js. Knows nothing about orders.

import { MAX_DEPTH } from './limits.js';

/** JSON that is broken at one place. */
export class JsonError extends Error {
  /** @param {string} code @param {number} at */
  constructor(code, at) {
    super(code);
    this.code = code;
    this.at = at;
  }
}

const SPACE = /[\s\uFEFF]*/y;
const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
/** @type {[string, any][]} */
const LITERALS = [['true', true], ['false', false], ['null', null]];

/**
 * Reads JSON values one by one, tolerates trailing commas, and reports where a value is broken.
 * Objects have no prototype, so that no key is special.
 *
 * @param {string} text
 */
export function createJsonReader(text) {
  let end = text.length;
  const reader = { at: 0, next, string, expect, value, fail };

  /** @param {string} [code] @returns {never} */
  function fail(code = 'syntax') {
    throw new JsonError(reader.at >= text.length ? 'cut' : reader.at >= end ? 'too-long' : code, reader.at);
  }

  /** The next non-space character, which is not consumed; '' at the end. */
  function next() {
    SPACE.lastIndex = reader.at;
    SPACE.exec(text);
    reader.at = Math.min(SPACE.lastIndex, end);
    return reader.at < end ? text[reader.at] : '';
  }

  /** @param {string} char */
  function expect(char) {
    if (next() !== char) fail();
    reader.at++;
  }

  function string() {
    if (next() !== '"') fail();
    const start = reader.at++;
    for (; reader.at < end; reader.at++) {
      const char = text[reader.at];
      if (char === '\n' || char === '\r') fail('open-quote');
      if (char === '\\') reader.at++;
      else if (char === '"') return unquote(text.slice(start, ++reader.at));
    }
    return fail();
  }

  /** @param {string} quoted @returns {string} */
  function unquote(quoted) {
    if (!quoted.includes('\\')) return quoted.slice(1, -1);
    try {
      return JSON.parse(quoted.replaceAll('\t', '\\t'));
    } catch {
      return fail();
    }
  }

  /** @param {number} limit where the text of this value must have ended */
  function value(limit) {
    end = Math.min(text.length, limit);
    try {
      return anyValue(0);
    } finally {
      end = text.length;
    }
  }

  /** @param {number} depth @returns {any} */
  function anyValue(depth) {
    if (depth > MAX_DEPTH) fail('not-an-order');
    const char = next();
    if (char === '"') return string();
    if (char === '{') return object(depth);
    if (char === '[') return array(depth);
    NUMBER.lastIndex = reader.at;
    const number = NUMBER.exec(text);
    if (number) {
      reader.at += number[0].length;
      return Number(number[0]);
    }
    for (const [word, meaning] of LITERALS) {
      if (!text.startsWith(word, reader.at)) continue;
      reader.at += word.length;
      return meaning;
    }
    return fail();
  }

  /** @param {number} depth */
  function object(depth) {
    const found = Object.create(null);
    do {
      reader.at++;
      if (next() === '}') break;
      const key = string();
      expect(':');
      found[key] = anyValue(depth + 1);
    } while (next() === ',');
    expect('}');
    return found;
  }

  /** @param {number} depth */
  function array(depth) {
    const found = [];
    do {
      reader.at++;
      if (next() === ']') break;
      found.push(anyValue(depth + 1));
    } while (next() === ',');
    expect(']');
    return found;
  }

  return reader;
}
