// Generates custom-elements.json, for editors and documentation tools, from the tables of docs/element.md,
// the single source. Run by the build, which captures the output.

import { readFileSync } from 'node:fs';

const CLASSES = { 'dispute-clock': 'DisputeClockElement', 'dispute-countdown': 'DisputeCountdownElement' };
const DETAILS = { 'dispute-clock-change': 'DisputeClockChange', 'dispute-clock-phase': 'DisputeClockPhase', 'dispute-clock-error': 'DisputeClockRefusal' };
const MODULE = 'element.js';

/** @param {string} text */
const plain = (text) => text.replaceAll('\\|', '|').replaceAll('`', '').trim();

/** The tables in a section of the document by heading, each row as its cells. @param {string} part @returns {Record<string, string[][]>} */
function tables(part) {
  const sections = part.split(/^### /m).slice(1);
  return Object.fromEntries(
    sections.map((section) => {
      const rows = section.split('\n').filter((line) => line.startsWith('| '));
      return [section.split('\n')[0], rows.slice(1).map((row) => row.slice(1, -1).split(/(?<!\\)\|/).map(plain))];
    }),
  );
}

/** @param {string} cell */
const union = (cell) => cell.split(', ').map((word) => `'${word}'`).join(' | ');

/** The type of an attribute: a union of its words, if it lists them all. @param {string} cell */
function typeOf(cell) {
  if (cell === 'a flag') return 'boolean';
  return / /.test(cell.replaceAll(', ', '')) ? 'string' : union(cell);
}

const parts = readFileSync('docs/element.md', 'utf8').split(/^## /m).slice(1);
const declarations = parts.map((part) => {
  const tag = plain(part.split('\n')[0]).slice(1, -1);
  const [, summary] = part.split('\n\n');
  const { Attributes = [], Properties = [], Methods = [], Events = [], Slots = [], Parts = [], 'Custom properties': customProperties = [] } = tables(part);
  return {
    kind: 'class',
    name: CLASSES[/** @type {keyof typeof CLASSES} */ (tag)],
    customElement: true,
    tagName: tag,
    description: summary.replaceAll('\n', ' '),
    superclass: { name: 'HTMLElement' },
    attributes: Attributes.map(([name, takes, description]) => ({ name, type: { text: typeOf(takes) }, description })),
    members: [
      ...Properties.map(([name, text, description]) => ({ kind: 'field', name, type: { text }, description })),
      ...Methods.map(([name, description]) => ({ kind: 'method', name: name.replace('()', ''), return: { type: { text: 'void' } }, description })),
    ],
    events: Events.map(([name, , description]) => ({
      name,
      type: { text: `CustomEvent<${DETAILS[/** @type {keyof typeof DETAILS} */ (name)]}>` },
      description,
    })),
    slots: Slots.map(([, description]) => ({ name: '', description })),
    cssParts: Parts.map(([name, description]) => ({ name, description })),
    cssProperties: customProperties.map(([name, value, description]) => ({ name, default: value, description })),
  };
});
const exported = declarations.flatMap(({ name, tagName }) => [
  { kind: 'js', name, declaration: { name, module: MODULE } },
  { kind: 'custom-element-definition', name: tagName, declaration: { name, module: MODULE } },
]);
const modules = [{ kind: 'javascript-module', path: MODULE, declarations, exports: exported }];
console.log(JSON.stringify({ schemaVersion: '1.0.0', readme: 'docs/element.md', modules }, undefined, 2));
