// The elements' style sheets: each made once, adopted by every element of its kind, so that a strict
// content policy has nothing to object to. Sizes are px: rem would follow the embedding page.
// They stand in styles/, and the build makes them shorter.
// Imported by the elements.

import { base, card, compact, countdown, form, glance, letters, marks, media, paste, timeline, tokens, transfer } from '#styles';

const TEXTS = {
  'dispute-clock': [tokens, base, form, card, marks, timeline, glance, transfer, letters, paste, compact, media],
  'dispute-countdown': [tokens, base, card, media, countdown],
};

/** @type {Map<string, CSSStyleSheet>} */
const sheets = new Map();

/** Puts them on, once in a document; where there is nothing to be seen, as in jsdom, there are none. @param {ShadowRoot} shadow @param {keyof typeof TEXTS} name of the element */
export function adoptStyles(shadow, name) {
  // An element may be moved to the document of a frame, which takes no sheets of another one.
  const Sheet = shadow.ownerDocument.defaultView?.CSSStyleSheet;
  const worn = shadow.adoptedStyleSheets;
  if (!Sheet || !worn) return;
  let sheet = sheets.get(name);
  if (!(sheet instanceof Sheet)) {
    sheet = new Sheet();
    sheet.replaceSync(TEXTS[name].join(''));
    sheets.set(name, sheet);
  }
  // Extensions that darken pages put on theirs, sooner perhaps than we do.
  if (!worn.includes(sheet)) worn.unshift(sheet);
}
