// The message about an order, to review, edit and copy, with a choice of problem and language. The reader's
// edits are never overwritten.
// Comes with the deferred file, for claim.jsx.

import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { copyText } from '../copy-text.js';
import { PROBLEMS } from '../marks.js';

const LANGUAGES = ['ru', 'en'];

/** @param {import('./claim.jsx').ClaimProps} props */
export function Letter({ id, words, entry, handlers }) {
  const { t } = words;
  const { order } = entry;
  const letter = handlers.letter(entry.id);
  const area = useRef(/** @type {HTMLTextAreaElement | null} */ (null));
  const [, redraw] = useState(0);
  const change = (/** @type {Partial<typeof letter>} */ changes) => {
    handlers.letter(entry.id, changes);
    redraw((count) => count + 1);
  };

  const inHand = order.received !== undefined;
  const choices = inHand ? PROBLEMS : ['not-arrived', ...PROBLEMS];
  const recorded = order.problem ?? (inHand ? '' : 'not-arrived');
  // A mark made since then takes precedence.
  const problem = letter.instead === order.problem && choices.includes(letter.problem ?? '') ? /** @type {string} */ (letter.problem) : recorded;
  const locale = letter.locale ?? words.name;
  const draft = letter.open ? handlers.draftClaim(order, locale, problem) : undefined;
  const text = letter.text ?? draft;
  const isEdited = letter.text !== undefined && draft !== undefined && letter.text !== draft;

  useLayoutEffect(() => {
    // Text being typed is left alone, and so is its cursor.
    if (area.current && area.current.value !== text) area.current.value = text ?? '';
  });

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
        <p class="hint" data-claim-missing>
          {t('claim.missing')}
        </p>
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
            {t(isEdited ? 'claim.yours' : 'claim.hint')}
          </p>
          <div class="form-buttons">
            <button
              type="button"
              class="button"
              part="button"
              data-action="copy-claim"
              onClick={async () => handlers.onCopied(await copyText(/** @type {HTMLTextAreaElement} */ (area.current)))}
            >
              {t('claim.copy')}
            </button>
            {isEdited && (
              <button
                type="button"
                class="button button-quiet"
                part="button"
                data-action="redraft-claim"
                onClick={(event) => {
                  // This button disappears.
                  /** @type {HTMLElement} */ (event.currentTarget.previousElementSibling).focus();
                  change({ text: undefined });
                }}
              >
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
