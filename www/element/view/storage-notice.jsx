// What stands above everything else while something is not kept: one sentence that says why, and
// what can be done about it.
// Imported by app.jsx.

/**
 * @param {object} props
 * @param {import('../words.js').Words} props.words
 * @param {{ reason?: import('../keeping/database.js').Reason, wiped: boolean, unreadable: number }} props.storage
 * @param {import('../model.js').Handlers} props.handlers
 */
export function StorageNotice({ words, storage, handlers }) {
  const { t } = words;
  const { reason, wiped, unreadable } = storage;
  return (
    <>
      {reason && (
        <div class="storage-missing" part="storage-missing" data-storage="missing" data-reason={reason}>
          <p>{t(`storage.${reason}`)}</p>
        </div>
      )}
      {wiped && !reason && (
        <div class="storage-missing" part="storage-missing" data-storage="wiped">
          <p>{t('storage.wiped')}</p>
          <button type="button" class="button" part="button" data-action="save-again" onClick={handlers.saveAgain}>
            {t('storage.save-again')}
          </button>
        </div>
      )}
      {unreadable > 0 && (
        <div class="storage-missing" part="storage-missing" data-storage="unreadable">
          <p>{t('storage.unreadable', { count: unreadable })}</p>
          <button type="button" class="button" part="button" data-action="save-unreadable" onClick={handlers.saveUnreadable}>
            {t('storage.save-unreadable')}
          </button>
        </div>
      )}
    </>
  );
}
