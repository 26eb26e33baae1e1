// Which language the element speaks: its own lang attribute if we have that language, else the nearest
// ancestor's, through shadow roots, as the page changes them. Falls back to Russian.
// Imported by the elements.

import { catalogueOf, LANGUAGES } from './catalogues.js';

const FALLBACK = 'ru';

/** @param {Element} element @returns {Generator<Element>} */
function* selfAndAncestors(element) {
  /** @type {Node | null} */
  let node = element;
  while (node) {
    if (node instanceof Element) yield node;
    node = node instanceof ShadowRoot ? node.host : node.parentNode;
  }
}

/**
 * The catalogue to speak from, and the tag to format dates and numbers with: the page's
 * own tag (en-GB) where we have its language, so that regional habits are kept.
 *
 * @param {Element} element
 * @returns {{ name: string, tag: string, catalogue: import('./catalogues.js').Catalogue }}
 */
export function languageOf(element) {
  for (const node of selfAndAncestors(element)) {
    const tag = node.getAttribute('lang');
    if (!tag) continue;
    const name = tag.split(/[-_]/)[0].toLowerCase();
    if (LANGUAGES.includes(name)) return { name, tag: wellFormed(tag, name), catalogue: catalogueOf(name) };
    if (node !== element) break;
  }
  return { name: FALLBACK, tag: FALLBACK, catalogue: catalogueOf(FALLBACK) };
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
