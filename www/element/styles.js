// The elements' style sheets: each is created once and adopted by all elements of its kind, so that a strict
// CSP has nothing to block. Sizes are in px: rem would depend on the embedding page.
// Their sources are in styles/, and the build minifies them.
// Imported by the elements.

import { base, card, compact, countdown, form, overview, letters, marks, media, paste, timeline, tokens, transfer } from '#styles';

const STYLES = {
  'dispute-clock': [tokens, base, form, card, marks, timeline, overview, transfer, letters, paste, compact, media],
  'dispute-countdown': [tokens, base, card, media, countdown],
};

/** @type {Map<string, CSSStyleSheet>} */
const sheets = new Map();

/** Adopts the styles, once for each document; nothing to do where nothing is displayed, as in jsdom. @param {ShadowRoot} shadow @param {keyof typeof STYLES} name of the element */
export function adoptStyles(shadow, name) {
  // An element may be moved into a frame, whose document does not accept sheets of another one.
  const Sheet = shadow.ownerDocument.defaultView?.CSSStyleSheet;
  const adopted = shadow.adoptedStyleSheets;
  if (!Sheet || !adopted) return;
  let sheet = sheets.get(name);
  if (!(sheet instanceof Sheet)) {
    sheet = new Sheet();
    sheet.replaceSync(STYLES[name].join(''));
    sheets.set(name, sheet);
  }
  // Dark-mode extensions add sheets of their own, perhaps before we do.
  if (!adopted.includes(sheet)) adopted.unshift(sheet);
}
