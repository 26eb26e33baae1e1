// Which language the element speaks: its own lang attribute if we have that language, else the nearest
// ancestor's, through shadow roots, as the page changes them. Falls back to the one that is always there.
// Imported by the elements.

import { bringLanguage, catalogueOf, LANGUAGES, OWN } from './catalogues.js';

/**
 * A language as it is spoken: the tag to format dates and numbers with is the page's own (en-GB) where we
 * have its language, so that regional habits are kept.
 *
 * @typedef {{ name: string, tag: string, catalogue: import('./catalogues.js').Catalogue, awaited?: boolean }} Language
 *   `awaited`: its sentences are still on their way, and none other was spoken before
 */

/** @param {Element} element @returns {Generator<Element>} */
function* selfAndAncestors(element) {
  /** @type {Node | null} */
  let node = element;
  while (node) {
    if (node instanceof Element) yield node;
    node = node instanceof ShadowRoot ? node.host : node.parentNode;
  }
}

/** The language that the page wants an element to speak. @param {Element} element */
function languageOf(element) {
  for (const node of selfAndAncestors(element)) {
    const tag = node.getAttribute('lang');
    if (!tag) continue;
    const name = tag.split(/[-_]/)[0].toLowerCase();
    if (LANGUAGES.includes(name)) return { name, tag: wellFormed(tag, name) };
    if (node !== element) break;
  }
  return OURS;
}

const OURS = { name: OWN, tag: OWN };

/**
 * What an element speaks now. Where the sentences have to be fetched it goes on in the language of before, and
 * calls back when they are there, or cannot be had: then it speaks the one that is always there.
 *
 * @param {Element} element @param {() => void} changed
 * @returns {() => Language}
 */
export function createSpeech(element, changed) {
  /** @type {Language | undefined} */
  let spoken;
  let awaited = '';
  let missing = '';
  /** @param {string} name */
  async function bring(name) {
    awaited = name;
    try {
      await bringLanguage(name);
    } catch (error) {
      missing = name;
      console.warn(error);
    }
    if (awaited === name) awaited = '';
    changed();
  }
  return () => {
    const wanted = languageOf(element);
    // Who asks for another one and comes back to it tries again.
    if (wanted.name !== missing) missing = '';
    const language = missing ? OURS : wanted;
    const catalogue = catalogueOf(language.name);
    if (catalogue) return (spoken = { ...language, catalogue });
    if (awaited !== language.name) bring(language.name);
    return spoken ?? { ...language, catalogue: () => '', awaited: true };
  };
}

/** @param {string} tag @param {string} otherwise */
function wellFormed(tag, otherwise) {
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? otherwise;
  } catch {
    return otherwise;
  }
}

/**
 * Calls back when a lang attribute changes on the element or above it.
 *
 * @param {Element} element
 * @param {() => void} callback
 * @returns {() => void} stops watching
 */
export function watchLanguage(element, callback) {
  const observer = new MutationObserver(callback);
  for (const node of selfAndAncestors(element)) {
    observer.observe(node, { attributes: true, attributeFilter: ['lang'] });
  }
  return () => observer.disconnect();
}
