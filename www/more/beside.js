// `#more` in the embed: loaded from files beside the script on first use.
// Imported as `#more` in that build.

import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Fragment, jsx, jsxs } from 'preact/jsx-runtime';
import { fetchPart } from '../beside/fetch.js';
import { loadTexts } from '../core/either.js';
import { draftClaim, parseOrderText, toICalendar } from '../texts.js';

/** @typedef {import('./inside.js').More} More */
/** @typedef {import('./inside.js').Texts} Texts */

/** @type {More | undefined} */
let more;
/** @type {Texts | undefined} */
let all;

/** The code beyond the first screen, if loaded. */
export const peek = () => more;

/** The same with the engine's text functions. */
export const peekTexts = () => all;

/** Rejects if the file cannot be loaded; the next call tries again. @returns {Promise<More>} */
export async function fetchMore() {
  /** @type {typeof import('../embed-more.js').part} */
  const { lend, deferred } = await fetchPart('more');
  lend({ Fragment, jsx, jsxs, useLayoutEffect, useRef, useState });
  more = deferred;
  return deferred;
}

/** Rejects in the same way. @returns {Promise<Texts>} */
export async function fetchTexts() {
  const [deferred, core] = await Promise.all([fetchMore(), fetchPart('texts')]);
  await loadTexts(core);
  all = { ...deferred, draftClaim, parseOrderText, toICalendar };
  return all;
}
