// The language of an element: its own lang attribute if we have that language, else that of the nearest
// ancestor with one, across shadow roots, followed live. Falls back to the language that is always available.
// Imported by the elements.

import { catalogueOf, DEFAULT_LANGUAGE, LANGUAGES, loadLanguage } from './catalogues.js';

/**
 * A language in use. Where we have its language, the page's own tag (en-GB) formats dates and numbers,
 * to keep regional conventions.
 *
 * @typedef {{ name: string, tag: string, catalogue: import('./catalogues.js').Catalogue, loading?: boolean }} Language
 *   `loading`: its sentences are still loading, and no other language was in use before
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

/** The language that the page wants for an element. @param {Element} element */
function languageOf(element) {
  for (const node of selfAndAncestors(element)) {
    const tag = node.getAttribute('lang');
    if (!tag) continue;
    const name = tag.split(/[-_]/)[0].toLowerCase();
    if (LANGUAGES.includes(name)) return { name, tag: canonicalTag(tag, name) };
    if (node !== element) break;
  }
  return FALLBACK;
}

const FALLBACK = { name: DEFAULT_LANGUAGE, tag: DEFAULT_LANGUAGE };

/**
 * Tells which language to use now. While sentences are being fetched, the previous language stays in use; the
 * callback says that they have loaded, or failed to: then the language that is always available is used.
 *
 * @param {Element} element @param {() => void} onChange
 * @returns {() => Language}
 */
export function createLanguageResolver(element, onChange) {
  /** @type {Language | undefined} */
  let current;
  let loading = '';
  let failed = '';
  /** @param {string} name */
  async function load(name) {
    loading = name;
    try {
      await loadLanguage(name);
    } catch (error) {
      failed = name;
      console.warn(error);
    }
    if (loading === name) loading = '';
    onChange();
  }
  return () => {
    const wanted = languageOf(element);
    // Switching to another language and back tries again.
    if (wanted.name !== failed) failed = '';
    const language = failed ? FALLBACK : wanted;
    const catalogue = catalogueOf(language.name);
    if (catalogue) return (current = { ...language, catalogue });
    if (loading !== language.name) load(language.name);
    return current ?? { ...language, catalogue: () => '', loading: true };
  };
}

/** @param {string} tag @param {string} fallback */
function canonicalTag(tag, fallback) {
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? fallback;
  } catch {
    return fallback;
  }
}

/**
 * Calls back when a lang attribute changes on the element or an ancestor.
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
