// What stands where no orders are yet: the rules in three figures, and what they would mean for an
// order placed now. The figures and dates are the rulebook's. Imported by app.jsx.

import { momentOf } from './countdown.jsx';

/** The windows that teach the most, with the end that does. @type {[string, 'opens' | 'closes'][]} */
const LESSONS = [['cancel', 'closes'], ['claim', 'closes'], ['dispute', 'opens']];

/** @param {{ words: import('../words.js').Words, book: import('../rules.js').Rulebook, now: number, assess: (order: any) => any }} props */
export function Empty({ words, book, now, assess }) {
  const { t } = words;
  const { deadlines } = assess({ ordered: now, marketplace: book.id });
  return (
    <div class="empty" data-empty>
      <ul class="empty-rules" role="list">
        {LESSONS.map(([id, end]) => {
          const term = book.windows.find((/** @type {any} */ window) => window.id === id)?.[end]?.term;
          const deadline = deadlines.find((/** @type {any} */ one) => one.id === id && one.kind === end);
          return (
            term && (
              <li key={id}>
                <span class="empty-figure">{words.term(term)}</span>
                <span>
                  {t(`empty.${id}`)}
                  {deadline && <span class="empty-example"> {t('empty.example', { moment: momentOf(words, deadline, now) })}</span>}
                </span>
              </li>
            )
          );
        })}
      </ul>
      <p class="empty-start">{t('empty.start', { marketplace: book.name })}</p>
    </div>
  );
}
