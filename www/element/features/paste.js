// Reads an order from pasted text: what was understood, which parts go into the form, and the answers
// to questions. Adds no order: it fills the form, and the shopper checks it.
// Imported by model.js and the view.

import { createDraft } from '../draft.js';
import { FORM_EVENTS, toDateAndTime } from '../input.js';

/** @typedef {ReturnType<typeof import('../../texts.js').parseOrderText>} Parsed */
/** @typedef {Parsed['found'][number]['value']} Value */
/** @typedef {{ text: string, parsed?: Parsed, refused?: string, taken: Set<string>, answers: Map<string, Value> }} PasteState */

/** Fields that the form has; other moments are marked on the order's card. */
const FORM_FIELDS = [...FORM_EVENTS, 'paid', 'title', 'number', 'marketplace', 'price'];

/** Whether the form can take a finding: it has the field, and the date exists. @param {Parsed['found'][number]} found */
export const fitsForm = ({ field, doubts }) =>
  FORM_FIELDS.includes(field) && !doubts.some((doubt) => doubt === 'no-such-date' || doubt === 'out-of-range');

/** @param {import('./core.js').Core} core */
export function createPaste(core) {
  const draft = createDraft('paste', core);
  /** Read from the draft once it is known whether anything may be stored. @type {PasteState} */
  let paste;

  /** @param {string} text */
  const start = (text) => (paste = { text, taken: new Set(), answers: new Map() });

  /** @param {import('../more.js').Texts} texts */
  function parse(texts) {
    try {
      // With the region, which decides the likelier of two dates.
      const parsed = texts.parseOrderText(paste.text, { ...core.context(), locale: core.words().tag });
      const certain = parsed.found.filter((found) => found.doubts.length === 0 && fitsForm(found));
      paste = { ...paste, parsed, taken: new Set(certain.map(({ field }) => field)) };
    } catch (error) {
      paste = { ...paste, refused: /** @type {{ code?: string }} */ (error).code ?? 'other' };
    }
    core.draw();
  }

  return {
    state() {
      if (!paste) start(draft.read().get('text') ?? '');
      return { paste };
    },

    handlers: {
      /** Loads the parser even for an empty text: one will follow. @param {string} text */
      parsePaste(text) {
        start(text);
        draft.write([['text', text]]);
        core.draw();
        // More may have been typed while the parser loaded.
        core.withTexts((texts) => text.trim() && text === paste.text && parse(texts));
      },

      /** @param {string} field @param {boolean} taken */
      take(field, taken) {
        const fields = new Set(paste.taken);
        if (taken) fields.add(field);
        else fields.delete(field);
        paste = { ...paste, taken: fields };
        core.draw();
      },

      /** @param {string} field @param {Value} value */
      answer(field, value) {
        paste = { ...paste, answers: new Map(paste.answers).set(field, value) };
        core.draw();
      },

      /** What was accepted and answered, as form fields. */
      pastedFields() {
        const taken = (paste.parsed?.found ?? []).filter(({ field }) => paste.taken.has(field));
        /** @type {[string, Value][]} */
        const values = [...taken.map(({ field, value }) => /** @type {[string, Value]} */ ([field, value])), ...paste.answers];
        core.tell('pasted.filled', { submit: core.words().t('form.submit') });
        return Object.assign({}, ...values.map(([field, value]) => fieldsOf(field, value, core.timeZone())));
      },
    },
  };
}

/** @param {string} field @param {Value} value @param {string} timeZone */
function fieldsOf(field, value, timeZone) {
  if (typeof value !== 'string') return { amount: value.amount, currency: value.currency };
  if (!FORM_EVENTS.includes(field) && field !== 'paid') return { [field]: value };
  const { date, time } = toDateAndTime(value, timeZone);
  const moment = { [`${field}Date`]: date, [`${field}Time`]: time };
  return field === 'paid' ? { ...moment, paidApart: true } : moment;
}
