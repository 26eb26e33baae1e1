// A labeled input, wired to its hint and its error message; date fields without a native picker; and input that
// the browser could not parse.
// Imported by the forms of the view and what they are made of.

/**
 * @param {object} props
 * @param {import('./use-form.js').Form} props.form
 * @param {string} props.id
 * @param {string} props.name        the field, as in Fields; tests and styles find it by data-field
 * @param {string} props.label
 * @param {string} [props.note]      shown quieter beside the label
 * @param {string} [props.hintId]    another element that describes this field
 * @param {'input' | 'textarea'} [props.as]
 * @param {Record<string, any>} [props.input]   further attributes of the input
 */
export function Field({ form, id, name, label, note, hintId, as: Input = 'input', input }) {
  const invalid = form.errorText(name) !== undefined;
  return (
    <div class="field">
      <label class="label" for={id}>
        {label}
        {note && <span class="label-note"> {note}</span>}
      </label>
      <Input
        {...input}
        class="input"
        part="input"
        id={id}
        name={name}
        data-field={name}
        aria-invalid={invalid}
        aria-describedby={[invalid && `${id}-error`, hintId].filter(Boolean).join(' ') || undefined}
      />
    </div>
  );
}

/** @param {{ form: import('./use-form.js').Form, id: string, name: string }} props  the id is the field's */
export function FieldError({ form, id, name }) {
  const text = form.errorText(name);
  if (!text) return null;
  return (
    <p class="field-error" id={`${id}-error`} data-error={name}>
      {text}
    </p>
  );
}

/** @type {boolean | undefined} */
let datePicker;

/** Whether this browser has a native date picker; without one the field is plain text. */
export function hasDatePicker() {
  datePicker ??= Object.assign(document.createElement('input'), { type: 'date' }).type === 'date';
  return datePicker;
}

/**
 * Sets the date of a field, in the format that the field shows.
 *
 * @param {HTMLInputElement} input @param {string} iso
 */
export function setDate(input, iso) {
  input.value = input.type === 'date' ? iso : iso.split('-').reverse().join('.');
}

/**
 * What the browser itself rejected: a date or time that is incomplete or does not exist has no value to read.
 *
 * @param {HTMLFormElement} form
 * @returns {Record<string, string>} field to error code
 */
export function unreadableFields(form) {
  /** @type {Record<string, string>} */
  const found = {};
  for (const input of form.querySelectorAll('input')) {
    if (input.validity.badInput && !input.closest('.root [hidden]')) found[input.name] = input.type === 'time' ? 'incomplete-time' : 'incomplete-date';
  }
  return found;
}
