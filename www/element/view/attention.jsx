// The two switches for notifications and the title countdown while the page is open, and their limits.
// Imported by app.jsx.

/**
 * @param {object} props
 * @param {import('../words.js').Words} props.words
 * @param {{ title: boolean | undefined, notify: boolean, obstacle: 'unsupported' | 'denied' | undefined }} props.attention
 * @param {import('../model.js').Handlers} props.handlers
 */
export function Attention({ words, attention: { title, notify, obstacle }, handlers }) {
  const { t } = words;
  return (
    <section class="attention" part="attention" aria-labelledby="attention-title" data-attention>
      <h2 class="group-title" id="attention-title">
        {t('attention.title')}
      </h2>
      <label class="check">
        <input
          type="checkbox"
          data-field="notify"
          checked={notify}
          disabled={obstacle !== undefined}
          aria-describedby="attention-hint"
          onChange={(event) => handlers.notifyMe(event.currentTarget.checked)}
        />
        <span>{t('attention.notify')}</span>
      </label>
      {title !== undefined && (
        <label class="check">
          <input type="checkbox" data-field="titleCountdown" checked={title} onChange={(event) => handlers.countInTitle(event.currentTarget.checked)} />
          <span>{t('attention.in-title')}</span>
        </label>
      )}
      <p class="hint" id="attention-hint">
        {obstacle && `${t(`attention.${obstacle}`)} `}
        {t('attention.closed-page')}
      </p>
    </section>
  );
}
