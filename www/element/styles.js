// The elements' style sheets: each made once, adopted by every element of its kind, so that a strict
// content policy has nothing to object to. Sizes are px: rem would follow the embedding page.
// Imported by the elements.

import { base } from './styles/base.js';
import { card } from './styles/card.js';
import { compact } from './styles/compact.js';
import { countdown } from './styles/countdown.js';
import { form } from './styles/form.js';
import { glance } from './styles/glance.js';
import { letters } from './styles/letters.js';
import { marks } from './styles/marks.js';
import { media } from './styles/media.js';
import { paste } from './styles/paste.js';
import { timeline } from './styles/timeline.js';
import { tokens } from './styles/tokens.js';
import { transfer } from './styles/transfer.js';

const TEXTS = {
  'dispute-clock': [tokens, base, form, card, marks, timeline, glance, transfer, letters, paste, compact, media],
  'dispute-countdown': [tokens, base, card, media, countdown],
};

/** @type {Map<string, CSSStyleSheet>} */
const sheets = new Map();

/** @param {ShadowRoot} shadow @param {keyof typeof TEXTS} name of the element */
export function adoptStyles(shadow, name) {
  let sheet = sheets.get(name);
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(TEXTS[name].join('\n'));
    sheets.set(name, sheet);
  }
  shadow.adoptedStyleSheets = [sheet];
}
