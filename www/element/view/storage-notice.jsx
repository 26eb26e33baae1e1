// The notice at the top while something is not saved: one sentence that says why, and what can be done about
// it.
// Imported by app.jsx.

/**
 * @param {object} props
 * @param {import('../words.js').Words} props.words
 * @param {{ reason?: import('../keeping/database.js').Reason, wiped: boolean, unreadable: number }} props.storage
 * @param {boolean} props.empty   there are no orders to export
 * @param {import('../model.js').Handlers} props.handlers
 */
export function StorageNotice({ words, storage, empty, handlers }) {
  const { t } = words;
  const { reason, wiped, unreadable } = storage;
  const exportButton = !empty && (
    <button type="button" class="button" part="button" data-action="keep-in-file" onClick={handlers.exportFile}>
      {t('transfer.export-file')}
    </button>
  );
  return (
    <>
      {reason && !(empty && reason === 'off') && (
        <div class="warning" part="storage-missing" data-storage="missing" data-reason={reason}>
          <p>{t(`storage.${reason}`)}</p>
          {exportButton}
        </div>
      )}
      {wiped && !reason && (
        <div class="warning" part="storage-missing" data-storage="wiped">
          <p>{t('storage.wiped')}</p>
          <button type="button" class="button" part="button" data-action="save-again" onClick={handlers.saveAgain}>
            {t('storage.save-again')}
          </button>
          {exportButton}
        </div>
      )}
      {unreadable > 0 && (
        <div class="warning" part="storage-missing" data-storage="unreadable">
          <p>{t('storage.unreadable', { count: unreadable })}</p>
          <button type="button" class="button" part="button" data-action="save-unreadable" onClick={handlers.saveUnreadable}>
            {t('storage.save-unreadable')}
          </button>
        </div>
      )}
    </>
  );
}
