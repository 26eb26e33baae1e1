// `#more` in the embed: out of files beside the script, when it is first asked for.
// Imported as `#more` in that build.

import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Fragment, jsx, jsxs } from 'preact/jsx-runtime';
import { fetchPart } from '../beside/fetch.js';
import { bringTexts } from '../core/either.js';
import { draftClaim, parseOrderText, toICalendar } from '../texts.js';

/** @typedef {import('./inside.js').More} More */
/** @typedef {import('./inside.js').Texts} Texts */

/** @type {More | undefined} */
let more;
/** @type {Texts | undefined} */
let all;

/** What is shown and done beyond the first, if it has come. */
export const peek = () => more;

/** That, and what the engine does with texts. */
export const peekTexts = () => all;

/** Rejects where the file cannot be had; the next call tries again. @returns {Promise<More>} */
export async function fetchMore() {
  /** @type {typeof import('../embed-more.js').part} */
  const { lend, further } = await fetchPart('more');
  lend({ Fragment, jsx, jsxs, useLayoutEffect, useRef, useState });
  more = further;
  return further;
}

/** Rejects likewise. @returns {Promise<Texts>} */
export async function fetchTexts() {
  const [further, core] = await Promise.all([fetchMore(), fetchPart('texts')]);
  await bringTexts(core);
  all = { ...further, draftClaim, parseOrderText, toICalendar };
  return all;
}
