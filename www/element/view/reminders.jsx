// Export to the reader's calendar: for all orders at once, and to remove settled entries of earlier
// files. The button for one order is on its card.
// Imported by app.jsx.

/**
 * @param {object} props
 * @param {import('../words.js').Words} props.words
 * @param {{ ahead: number, settled: number }} props.reminders
 * @param {import('../model.js').Handlers} props.handlers
 */
export function Reminders({ words, reminders, handlers }) {
  const { t } = words;
  const { ahead, settled } = reminders;
  if (settled === 0 && ahead < 2) return null;
  return (
    <div class="reminders" part="reminders" data-reminders>
      {settled > 0 && <p class="hint" data-settled>{t('reminders.settled', { count: settled })}</p>}
      <button type="button" class="button" part="button" data-action="remind-all" onClick={handlers.remindOfAll}>
        {t(ahead > 0 ? 'reminders.all' : 'reminders.tidy')}
      </button>
      <p class="hint">{t('reminders.hint')}</p>
    </div>
  );
}
