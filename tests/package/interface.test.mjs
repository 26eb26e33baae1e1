// docs/element.md and the custom-elements.json generated from it match the code: not one name more, and not
// one less.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { DisputeClockElement, DisputeCountdownElement } from '../../dist/npm/element.js';
import { ROOT } from './packed.mjs';

const ELEMENTS = 'www/element';
const { modules } = JSON.parse(readFileSync(join(ROOT, 'dist/npm/custom-elements.json'), 'utf8'));
const types = readFileSync(join(ROOT, 'dist/npm/element.d.ts'), 'utf8');
const [{ declarations }] = modules;

/** The texts of the files in a folder. @param {string} folder */
const sources = (folder) =>
  readdirSync(join(ROOT, folder), { recursive: true })
    .filter((name) => /\.jsx?$/.test(String(name)))
    .map((name) => ({ name: String(name), text: readFileSync(join(ROOT, folder, String(name)), 'utf8') }));

/** @param {{ name: string }[]} described */
const names = (described) => described.map(({ name }) => name).sort();

/** The public members of a class and its base classes. @param {any} element @param {(property: PropertyDescriptor) => boolean} wanted */
function membersOf(element, wanted) {
  const found = [];
  for (let one = element.prototype; one && one.constructor.name !== 'Object' && one !== Object.prototype; one = Object.getPrototypeOf(one)) {
    for (const [name, property] of Object.entries(Object.getOwnPropertyDescriptors(one))) {
      if (wanted(property) && !/^_|^constructor$|Callback$/.test(name)) found.push(name);
    }
  }
  return [...new Set(found)].sort();
}

/** @param {string} text @param {RegExp} pattern */
const all = (text, pattern) => [...new Set([...text.matchAll(pattern)].flatMap(([, found]) => found.split(' ')))].sort();

for (const [tag, element, view] of /** @type {[string, any, RegExp][]} */ ([
  ['dispute-clock', DisputeClockElement, /^(?!single-order)/],
  ['dispute-countdown', DisputeCountdownElement, /^(single-order|countdown|root)\./],
])) {
  const described = declarations.find((/** @type {any} */ one) => one.tagName === tag);
  /** @param {string} kind */
  const members = (kind) => names(described.members.filter((/** @type {any} */ member) => member.kind === kind));

  test(`${tag}: the manifest lists its attributes, properties and methods`, () => {
    assert.deepEqual(names(described.attributes), [...element.observedAttributes].sort());
    assert.deepEqual(members('field'), membersOf(element, ({ get }) => get !== undefined));
    assert.deepEqual(members('method'), membersOf(element, ({ value }) => typeof value === 'function'));
    for (const name of members('field')) assert.match(types, new RegExp(`get ${name}\\(\\)`), `${name} has a type`);
    for (const name of members('method')) assert.match(types, new RegExp(`^ {4}${name}\\(`, 'm'), `${name} has a type`);
  });

  test(`${tag}: the manifest lists the values of its attributes`, () => {
    const takes = element.description.attributes({ _books: { all: () => [] } });
    for (const { name, type } of described.attributes) {
      const { words, flag, list } = takes[name];
      const expected = flag ? 'boolean' : words && !list ? words().map((/** @type {string} */ word) => `'${word}'`).join(' | ') : undefined;
      if (expected) assert.equal(type.text, expected, name);
    }
  });

  test(`${tag}: the manifest lists its parts`, () => {
    const text = sources(`${ELEMENTS}/view`).filter(({ name }) => view.test(name)).map((source) => source.text).join('\n');
    assert.deepEqual(names(described.cssParts), all(text, /\bpart="([^"]+)"/g));
  });

  test(`${tag}: everything in the manifest has a description`, () => {
    const everything = [described.attributes, described.members, described.events, described.slots, described.cssParts, described.cssProperties].flat();
    assert.ok(everything.length > 15);
    for (const { name, description } of everything) assert.match(description, /\.$/, name);
  });
}

test('the manifest lists the custom properties, with their values in both themes', () => {
  const text = sources(`${ELEMENTS}/styles`).map((source) => source.text).join('\n');
  const { cssProperties } = declarations[0];
  assert.deepEqual(names(cssProperties), all(text, /var\((--dispute-clock-[a-z-]+)/g));
  for (const { name, default: value } of cssProperties.filter((/** @type {any} */ one) => one.default.startsWith('#'))) {
    assert.equal([...text.matchAll(new RegExp(`var\\(${name}, (#[0-9a-f]+)\\)`, 'g'))].map(([, found]) => found).join(', '), value, name);
  }
});

test('the manifest lists the events that are sent, and all are it has a type', () => {
  const sent = sources(ELEMENTS).map(({ text }) => text).join('\n');
  assert.deepEqual(names(declarations[0].events), all(sent, /\b_?emit\('([a-z]+)'/g).map((name) => `dispute-clock-${name}`));
  for (const name of names(declarations[0].events)) assert.match(types, new RegExp(`'${name}': CustomEvent<`));
});
