// Content that needs the engine's part for texts: until that has loaded, a waiting or a failure
// message with a button to try again. Imported by claim.jsx.

import { useLayoutEffect, useState } from 'preact/hooks';

/**
 * @param {object} props
 * @param {import('../words.js').Words} props.words
 * @param {import('../model.js').Handlers} props.handlers
 * @param {(texts: import('../more.js').Texts) => any} props.children   draws the content
 */
export function Deferred({ words, handlers, children }) {
  const [failed, setFailed] = useState(false);
  const [, redraw] = useState(0);
  const texts = handlers.texts();
  useLayoutEffect(() => {
    if (!texts && !failed) handlers.fetchTexts(() => redraw((count) => count + 1), () => setFailed(true));
  }, [!texts, failed]);
  if (texts) return children(texts);
  return (
    <>
      <p class="hint" data-missing>
        {words.t(failed ? 'more.failed' : 'more.loading')}
      </p>
      {failed && (
        <div class="form-buttons">
          <button
            type="button"
            class="button"
            part="button"
            data-action="fetch-again"
            onClick={(event) => {
              // The button disappears: keep the focus nearby.
              event.currentTarget.closest('details')?.querySelector('summary')?.focus();
              setFailed(false);
            }}
          >
            {words.t('more.again')}
          </button>
        </div>
      )}
    </>
  );
}
