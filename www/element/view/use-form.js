// What the forms share. Input lives in the inputs themselves: redraws, refusals and changes of language do not
// touch it. This module reads and fills the inputs, and gives the error messages beside them.
// Imported by the forms of the view, and by code that words a fault of an order.

import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { readDate } from '../input.js';
import { setDate, unreadableFields } from './field.jsx';

/** Blocks submission other than by the button: no form goes to a server. @param {Event} event */
export const preventSubmit = (event) => event.preventDefault();

/** @param {import('../words.js').Words} words */
export function useForm(words) {
  const ref = useRef(/** @type {HTMLFormElement | null} */ (null));
  const [errors, setErrors] = useState(/** @type {import('../refusals.js').FieldErrors} */ ({}));
  const [refusals, setRefusals] = useState(0);
  useLayoutEffect(() => {
    if (refusals > 0) revealField(element().querySelector('[aria-invalid="true"]'));
  }, [refusals]);

  const element = () => /** @type {HTMLFormElement} */ (ref.current);
  /** The inputs that have been filled once: from then on they hold what is typed. */
  const filled = useRef(new WeakSet());
  const controls = () => /** @type {HTMLInputElement[]} */ ([...element().elements]).filter((control) => control.name);
  const strayError = () => Object.keys(errors).find((field) => errors[field] && !controls().some(({ name }) => name === field));

  return {
    ref,

    /** @param {string} name */
    input: (name) => /** @type {HTMLInputElement} */ (element().elements.namedItem(name)),

    /** The values of the fields that are drawn. @returns {import('../input.js').Fields} */
    read() {
      /** @type {any} */
      const fields = {};
      for (const control of controls()) {
        if (control.type === 'checkbox') fields[control.name] = control.checked;
        else if (control.type !== 'radio' || control.checked) fields[control.name] = control.value;
      }
      return fields;
    },

    /** @param {any} fields absent ones stay unchanged */
    fill(fields) {
      for (const control of controls()) setControl(control, fields[control.name]);
    },

    /** Fills the inputs that are new since the last call. @param {any} fields */
    fillNew(fields) {
      for (const control of controls()) {
        if (!filled.current.has(control)) setControl(control, fields[control.name]);
        filled.current.add(control);
      }
    },

    /** Empties the fields, including incomplete input. */
    reset: () => element().reset(),

    unreadable: () => unreadableFields(element()),

    /** Shows the errors, and focuses the first. @param {import('../refusals.js').FieldErrors | undefined} newErrors */
    showErrors(newErrors) {
      setErrors(newErrors ?? {});
      if (newErrors) setRefusals(refusals + 1);
    },

    /** Clears the errors of fields that are being corrected. @param {...string} names */
    clearErrors(...names) {
      if (names.some((name) => errors[name])) {
        setErrors({ ...errors, ...Object.fromEntries(names.map((name) => [name, undefined])) });
      }
    },

    /** The error message of a field, if any; for `other`, that of a field that this form does not have. @param {string} field */
    errorText(field) {
      const name = field === 'other' ? strayError() : field;
      return name && errors[name] ? errorSentence(words, name, errors[name]) : undefined;
    },
  };
}

/** @typedef {ReturnType<typeof useForm>} Form */

/** @param {HTMLInputElement} control @param {any} value undefined leaves it unchanged */
function setControl(control, value) {
  if (value === undefined) return;
  if (control.type === 'checkbox') control.checked = value;
  else if (control.type === 'radio') control.checked = control.value === value;
  else if (control.name.endsWith('Date') && value) setDate(control, readDate(value));
  else {
    // A list of currencies does not have all of them.
    if (control.type === 'select-one' && ![.../** @type {any} */ (control).options].some((option) => option.value === value)) control.append(new Option(value));
    control.value = value;
  }
}

/** Unfolds whatever hides a field, and focuses it. @param {HTMLElement | null | undefined} field */
export function revealField(field) {
  for (let fold = field?.closest('details'); fold; fold = fold.parentElement?.closest('details')) fold.open = true;
  field?.focus();
}

/**
 * The catalogue's most specific sentence for an error: for the field, for its kind, or for all.
 *
 * @param {import('../words.js').Words} words @param {string} field @param {string} code
 */
export function errorSentence(words, field, code) {
  const event = field.replace(/(Date|Time)$/, '');
  const keys = [`error.${code}.${event}`, field.endsWith('Time') && `error.${code}.time`, `error.${code}`, 'error.other'];
  return words.t(/** @type {string} */ (keys.find((key) => key && words.has(key))));
}
