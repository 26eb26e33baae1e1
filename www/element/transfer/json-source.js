// Parses JSON values one by one, where JSON.parse takes all or nothing: the reader of a damaged file
// learns where it is broken, and can continue after that.
// Imported by json.js. Knows nothing about orders.

import { MAX_DEPTH } from './limits.js';

/** JSON that is broken at one place. */
export class Broken extends Error {
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
export function createSource(text) {
  let end = text.length;
  const source = { at: 0, next, string, expect, value, fail };

  /** @param {string} [code] @returns {never} */
  function fail(code = 'syntax') {
    throw new Broken(source.at >= text.length ? 'cut' : source.at >= end ? 'too-long' : code, source.at);
  }

  /** The next non-space character, which is not consumed; '' at the end. */
  function next() {
    SPACE.lastIndex = source.at;
    SPACE.exec(text);
    source.at = Math.min(SPACE.lastIndex, end);
    return source.at < end ? text[source.at] : '';
  }

  /** @param {string} mark */
  function expect(mark) {
    if (next() !== mark) fail();
    source.at++;
  }

  function string() {
    if (next() !== '"') fail();
    const start = source.at++;
    for (; source.at < end; source.at++) {
      const mark = text[source.at];
      if (mark === '\n' || mark === '\r') fail('open-quote');
      if (mark === '\\') source.at++;
      else if (mark === '"') return read(text.slice(start, ++source.at));
    }
    return fail();
  }

  /** @param {string} quoted @returns {string} */
  function read(quoted) {
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
      return any(0);
    } finally {
      end = text.length;
    }
  }

  /** @param {number} depth @returns {any} */
  function any(depth) {
    if (depth > MAX_DEPTH) fail('not-an-order');
    const mark = next();
    if (mark === '"') return string();
    if (mark === '{') return object(depth);
    if (mark === '[') return array(depth);
    NUMBER.lastIndex = source.at;
    const number = NUMBER.exec(text);
    if (number) {
      source.at += number[0].length;
      return Number(number[0]);
    }
    for (const [word, meaning] of LITERALS) {
      if (!text.startsWith(word, source.at)) continue;
      source.at += word.length;
      return meaning;
    }
    return fail();
  }

  /** @param {number} depth */
  function object(depth) {
    const found = Object.create(null);
    do {
      source.at++;
      if (next() === '}') break;
      const key = string();
      expect(':');
      found[key] = any(depth + 1);
    } while (next() === ',');
    expect('}');
    return found;
  }

  /** @param {number} depth */
  function array(depth) {
    const found = [];
    do {
      source.at++;
      if (next() === ']') break;
      found.push(any(depth + 1));
    } while (next() === ',');
    expect(']');
    return found;
  }

  return source;
}
