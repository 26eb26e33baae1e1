// The message about an order, to be read over, changed and copied: what it is about and in which
// language can be chosen. What the reader has written is never written over.
// Imported by order-card.jsx.

import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { copyText } from '../copy-text.js';
import { PROBLEMS } from '../marks.js';
import { Fold } from './fold.jsx';

const LANGUAGES = ['ru', 'en'];

/**
 * @typedef {object} ClaimProps
 * @property {string} id
 * @property {import('../words.js').Words} words
 * @property {import('../order-list.js').Entry} entry
 * @property {string} name   what the order is called
 * @property {import('../rules.js').Rulebook} rulebook
 * @property {import('../model.js').Handlers} handlers
 */

/** @param {ClaimProps} props */
export function Claim(props) {
  const { words, entry, name, rulebook, handlers } = props;
  // The letter is the feature's: it outlives this card. A number that grows asks for a drawing.
  const letter = handlers.letter(entry.id);
  const [, redraw] = useState(0);
  const recipient = rulebook.contact === 'seller' ? 'seller' : 'support';
  return (
    <Fold
      class="fold claim"
      part="claim"
      of={name}
      data-claim
      open={letter.open}
      onToggle={(event) => {
        if (event.currentTarget.open === letter.open) return;
        letter.open = event.currentTarget.open;
        redraw((count) => count + 1);
      }}
      summary={<span class="section-title">{words.t(`claim.title.${recipient}`)}</span>}
    >
      {() => <Letter {...props} />}
    </Fold>
  );
}

/** @param {ClaimProps} props */
function Letter({ id, words, entry, handlers }) {
  const { t } = words;
  const { order } = entry;
  const letter = handlers.letter(entry.id);
  const area = useRef(/** @type {HTMLTextAreaElement | null} */ (null));
  const [, redraw] = useState(0);
  const change = (/** @type {Partial<typeof letter>} */ news) => {
    Object.assign(letter, news);
    redraw((count) => count + 1);
  };

  const inHand = order.received !== undefined;
  const choices = inHand ? PROBLEMS : ['not-arrived', ...PROBLEMS];
  const own = order.problem ?? (inHand ? '' : 'not-arrived');
  // What the order has been marked with since is the newer word.
  const problem = letter.instead === order.problem && choices.includes(letter.problem ?? '') ? /** @type {string} */ (letter.problem) : own;
  const locale = letter.locale ?? words.name;
  const draft = letter.open ? handlers.draftClaim(order, locale, problem) : undefined;
  const text = letter.text ?? draft;
  const isOld = letter.text !== undefined && draft !== undefined && letter.text !== draft;

  useLayoutEffect(() => {
    // What is being typed stays as it is, with the cursor in it.
    if (area.current && area.current.value !== text) area.current.value = text ?? '';
  });

  const written = handlers.writer() !== undefined;
  useLayoutEffect(() => {
    const done = (/** @type {boolean} */ failed) => () => change({ failed });
    if (letter.open && !written && !letter.failed) handlers.fetchWriter(done(false), done(true));
  }, [letter.open, written, letter.failed]);

  return (
    <div class="form claim-form">
      <div class="pair">
        <Choice id={`${id}-claim-problem`} name="claimProblem" label={t('claim.problem')} value={problem} onChoose={(chosen) => change({ problem: chosen, instead: order.problem })}>
          {problem === '' && <option value="">{t('claim.choose')}</option>}
          {choices.map((one) => (
            <option key={one} value={one}>
              {t(one === 'not-arrived' ? 'mark.notArrived' : `received.${one}`)}
            </option>
          ))}
        </Choice>
        <Choice id={`${id}-claim-language`} name="claimLanguage" label={t('claim.language')} value={locale} onChoose={(chosen) => change({ locale: chosen })}>
          {LANGUAGES.map((one) => (
            <option key={one} value={one}>
              {t(`claim.language.${one}`)}
            </option>
          ))}
        </Choice>
      </div>
      {text === undefined ? (
        <>
          <p class="hint" data-claim-missing>
            {t(written ? 'claim.missing' : letter.failed ? 'more.failed' : 'more.loading')}
          </p>
          {letter.failed && !written && (
            <div class="form-buttons">
              <button
                type="button"
                class="button"
                part="button"
                data-action="fetch-again"
                onClick={(event) => {
                  // The button goes; the keyboard stays near.
                  event.currentTarget.closest('details')?.querySelector('summary')?.focus();
                  change({ failed: false });
                }}
              >
                {t('more.again')}
              </button>
            </div>
          )}
        </>
      ) : (
        <>
          <div class="field">
            <label class="label" for={`${id}-claim`}>
              {t('claim.text')}
            </label>
            <textarea
              class="input claim-text"
              part="input"
              id={`${id}-claim`}
              rows={12}
              lang={locale}
              ref={area}
              data-field="claim"
              aria-describedby={`${id}-claim-hint`}
              onInput={(event) => change({ text: event.currentTarget.value })}
            />
          </div>
          <p class="hint" id={`${id}-claim-hint`}>
            {t(isOld ? 'claim.yours' : 'claim.hint')}
          </p>
          <div class="form-buttons">
            <button
              type="button"
              class="button"
              part="button"
              data-action="copy-claim"
              onClick={async () => handlers.sayCopied(await copyText(/** @type {HTMLTextAreaElement} */ (area.current)))}
            >
              {t('claim.copy')}
            </button>
            {isOld && (
              <button type="button" class="button button-quiet" part="button" data-action="redraft-claim" onClick={() => change({ text: undefined })}>
                {t('claim.redraft')}
              </button>
            )}
          </div>
        </>
      )}
    </div>
  );
}

/**
 * @param {object} props
 * @param {string} props.id
 * @param {string} props.name
 * @param {string} props.label
 * @param {string} props.value
 * @param {(value: string) => void} props.onChoose
 * @param {import('preact').ComponentChildren} [props.children]
 */
function Choice({ id, name, label, value, onChoose, children }) {
  return (
    <div class="field">
      <label class="label" for={id}>
        {label}
      </label>
      <select class="input" part="input" id={id} data-field={name} value={value} onChange={(event) => onChoose(event.currentTarget.value)}>
        {children}
      </select>
    </div>
  );
}
