// The form for new and edited orders: first where and when it was ordered, the rest folded. The rulebook
// determines which dates it asks for.
// Imported by app.jsx and order-card.jsx.

import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { emptyFields } from '../input.js';
import { rulebookOf, windowsFrom } from '../rules.js';
import { Field, FieldError } from './field.jsx';
import { MomentFields } from './moment-fields.jsx';
import { hasMoreFields, OrderFormMore } from './order-form-more.jsx';
import { preventSubmit, revealField, useForm } from './use-form.js';

/** Dates besides the order's own that some marketplaces count from; the form asks for them only then. */
const OPTIONAL_EVENTS = ['dispatched', 'deliveryDue'];

/** Those that have a value, whether asked for or not. @param {import('../input.js').Fields} fields */
const filledEvents = (fields) => OPTIONAL_EVENTS.filter((event) => fields[`${event}Date`]);

/**
 * @param {object} props
 * @param {string} props.id                 prefix of all ids in it
 * @param {import('../words.js').Words} props.words
 * @param {import('../rules.js').Rulebook[]} props.rulebooks
 * @param {import('../rules.js').Rulebook[]} props.offered   those to choose from
 * @param {any} [props.order]               the current order, when editing
 * @param {import('../input.js').Fields} props.initial   initial values
 * @param {() => number} props.now
 * @param {(fill: (fields: import('../input.js').Fields) => void) => any} [props.lead]   drawn before the form, which it may fill
 * @param {string} [props.focus]            the field to start in, if any
 * @param {(fields: import('../input.js').Fields, unreadable: Record<string, string>) => import('../refusals.js').FieldErrors | undefined} props.onSubmit
 * @param {(fields: import('../input.js').Fields) => void} props.onDraft
 * @param {() => void} [props.onCancel]     when editing
 */
export function OrderForm({ id, words, rulebooks, offered, order = {}, initial, now, lead, focus, onSubmit, onDraft, onCancel }) {
  const { t } = words;
  const form = useForm(words);
  const [marketplace, setMarketplace] = useState(initial.marketplace);
  const [paidApart, setPaidApart] = useState(Boolean(initial.paidApart));
  const [pastedEvents, setPastedEvents] = useState(() => filledEvents(initial));
  const [unfolded, setUnfolded] = useState(() => hasMoreFields(initial));
  /** Everything that was typed, including fields that another marketplace does not show. */
  const typed = useRef(initial);
  const rulebook = rulebookOf(rulebooks, marketplace);
  // An existing or pasted order of another marketplace keeps it.
  const choices = offered.includes(rulebook) ? offered : [...offered, rulebook];
  const asked = OPTIONAL_EVENTS.filter((event) => windowsFrom(rulebook, event)[0] || pastedEvents.includes(event));

  useLayoutEffect(() => {
    if (onCancel || offered.includes(rulebook)) return;
    typed.current = { ...typed.current, marketplace: offered[0].id };
    setMarketplace(offered[0].id);
  }, [offered.map((book) => book.id).join()]);
  const fillNew = () => form.fillNew(typed.current);
  useLayoutEffect(fillNew, [marketplace, pastedEvents, choices.length]);
  useLayoutEffect(() => {
    if (focus) revealField(form.input(focus));
  }, []);

  /** @param {Event} event */
  const onInput = (event) => {
    const { name, value } = /** @type {HTMLInputElement} */ (event.target);
    form.clearErrors(name);
    if (name === 'marketplace') setMarketplace(value);
    typed.current = { ...typed.current, ...form.read() };
    onDraft(typed.current);
  };

  /** Fills fields with values found elsewhere, for the shopper to check. @param {import('../input.js').Fields} fields */
  const fill = (fields) => {
    typed.current = { ...typed.current, ...form.read(), ...fields };
    form.clearErrors(...Object.keys(fields));
    form.fill(fields);
    if (fields.marketplace) setMarketplace(fields.marketplace);
    if (fields.paidApart) setPaidApart(true);
    setPastedEvents([...pastedEvents, ...filledEvents(fields)]);
    if (hasMoreFields(fields)) setUnfolded(true);
    for (const name of Object.keys(fields)) {
      const fold = fields[name] ? form.input(name)?.closest?.('details') : undefined;
      if (fold) fold.open = true;
    }
    onDraft(typed.current);
    form.input('orderedDate').focus();
  };

  /**
   * On the button, not on the form: a sandboxed frame may forbid form submission. Enter in a field
   * clicks the button too.
   *
   * @param {Event} event
   */
  const submit = (event) => {
    event.preventDefault();
    const fields = form.read();
    const refused = onSubmit(fields, form.unreadable());
    form.showErrors(refused);
    if (refused || onCancel) return;
    typed.current = emptyFields(typed.current.currency, fields.marketplace);
    form.reset();
    form.fill(typed.current);
    setPaidApart(false);
    setPastedEvents([]);
  };

  return (
    <>
      {lead?.(fill)}
      <form class="form" part="form" ref={form.ref} onInput={onInput} onSubmit={preventSubmit} noValidate autocomplete="off">
        <Marketplaces words={words} rulebooks={choices} chosen={marketplace} />
        <MomentFields
          id={id}
          form={form}
          words={words}
          event="ordered"
          moment={order.ordered}
          legend={t('form.ordered')}
          hint={t('form.time.hint')}
          now={now}
          quick
          required
        />
        {asked.map((event) => (
          <MomentFields
            key={event}
            id={id}
            form={form}
            words={words}
            event={event}
            moment={order[event]}
            legend={t(`form.${event}`)}
            hint={windowsFrom(rulebook, event)[0] ? t(`form.${event}.hint`, { windows: windowTitles(words, rulebook, event) }) : undefined}
            now={now}
            ahead={event === 'deliveryDue'}
          />
        ))}
        <Field
          form={form}
          id={`${id}-title`}
          name="title"
          label={t('form.title')}
          note={t('form.optional')}
          input={{ placeholder: t('form.title.placeholder') }}
        />
        <FieldError form={form} id={`${id}-title`} name="title" />
        <OrderFormMore
          id={id}
          form={form}
          words={words}
          rulebook={rulebook}
          order={order}
          initial={initial}
          now={now}
          open={unfolded}
          drawn={focus !== undefined}
          fillNew={fillNew}
          paidApart={paidApart}
          onPaidApart={setPaidApart}
        />
        <FieldError form={form} id={`${id}-other`} name="other" />
        <div class="form-buttons">
          <button
            type="submit"
            class="button button-main"
            part="button button-main"
            data-action="submit"
            onClick={submit}
          >
            {t(onCancel ? 'form.save' : 'form.submit')}
          </button>
          {onCancel && (
            <button type="button" class="button" part="button" data-action="cancel-edit" onClick={onCancel}>
              {t('form.cancel')}
            </button>
          )}
        </div>
      </form>
    </>
  );
}

/** @param {{ words: import('../words.js').Words, rulebooks: import('../rules.js').Rulebook[], chosen: string }} props */
function Marketplaces({ words, rulebooks, chosen }) {
  if (rulebooks.length === 1) return <input type="hidden" name="marketplace" value={chosen} data-field="marketplace" />;
  return (
    <fieldset class="fieldset">
      <legend class="legend">{words.t('form.marketplace')}</legend>
      <div class="choices">
        {rulebooks.map(({ id, name }) => (
          <label class="choice" key={id}>
            <input type="radio" name="marketplace" value={id} data-field="marketplace" defaultChecked={id === chosen} />
            <span>{name}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** What is counted from an event, as a list. @param {import('../words.js').Words} words @param {import('../rules.js').Rulebook} rulebook @param {string} event */
const windowTitles = (words, rulebook, event) =>
  words.list(windowsFrom(rulebook, event).map(({ title }) => words.quoted(words.text(title))));
