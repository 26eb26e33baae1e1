// The empty state: the rules in three figures, and what they would mean for an order placed now. Figures and
// dates come from the rulebook. Imported by app.jsx.

import { deadlineText } from './countdown.jsx';

/** The most instructive windows, each with its end and the event that its sentence counts from. @type {[string, 'opens' | 'closes', string][]} */
const EXAMPLES = [['cancel', 'closes', 'paid'], ['claim', 'closes', 'received'], ['dispute', 'opens', 'ordered']];

/** @param {{ words: import('../words.js').Words, book: import('../rules.js').Rulebook, now: number, assess: (order: any) => any }} props */
export function Empty({ words, book, now, assess }) {
  const { t } = words;
  const { deadlines } = assess({ ordered: now, received: now, marketplace: book.id });
  return (
    <div class="empty" data-empty>
      <ul class="empty-rules" role="list">
        {EXAMPLES.map(([id, end, event]) => {
          const deadline = deadlines.find((/** @type {any} */ { id: window, kind, from, term }) => window === id && kind === end && from?.event === event && term);
          return (
            deadline && (
              <li key={id}>
                <span class="empty-figure">{words.term(deadline.term)}</span>
                <span>
                  {t(`empty.${id}`)}
                  {event !== 'received' && <span class="empty-example"> {t('empty.example', { moment: deadlineText(words, deadline, now) })}</span>}
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
