// The element's style sheet: made once, adopted by every element, so that a strict content
// policy has nothing to object to. Sizes are px: rem would follow the embedding page.
// Imported by dispute-clock.js.

import { base } from './styles/base.js';
import { card } from './styles/card.js';
import { form } from './styles/form.js';
import { glance } from './styles/glance.js';
import { letters } from './styles/letters.js';
import { marks } from './styles/marks.js';
import { media } from './styles/media.js';
import { paste } from './styles/paste.js';
import { timeline } from './styles/timeline.js';
import { tokens } from './styles/tokens.js';
import { transfer } from './styles/transfer.js';

/** @type {CSSStyleSheet | undefined} */
let sheet;

/** @param {ShadowRoot} shadow */
export function adoptStyles(shadow) {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync([tokens, base, form, card, marks, timeline, glance, transfer, letters, paste, media].join('\n'));
  }
  shadow.adoptedStyleSheets = [sheet];
}
