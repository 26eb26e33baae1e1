// A question or an answer that stands above everything else until it is closed: the browser's own
// dialog, which keeps the keyboard inside and gives it back afterwards.
// Imported by transfer.jsx and dispute-clock.js.

import { useLayoutEffect, useRef } from 'preact/hooks';

/** Safari 16 has no word for it, and lays out nothing in a fold. @param {Element} element */
export const isSeen = (element) => element.checkVisibility?.() ?? element.getClientRects().length > 0;

/**
 * Puts a dialog above the page, if it can be seen there. One that is folded away with the element, or outside
 * the page, would block the page, and nobody could close it.
 *
 * @param {HTMLDialogElement} dialog
 */
export function raise(dialog) {
  dialog.open = true;
  const seen = isSeen(dialog);
  if (seen === dialog.matches(':modal')) return;
  dialog.close();
  if (seen) dialog.showModal();
  else dialog.open = true;
}

/**
 * @param {object} props
 * @param {string} props.name        tests find it by data-dialog
 * @param {string} props.title
 * @param {() => void} props.onClose  Escape was pressed
 * @param {import('preact').ComponentChildren} props.children
 */
export function Dialog({ name, title, onClose, children }) {
  const dialog = useRef(/** @type {HTMLDialogElement | null} */ (null));
  const heading = useRef(/** @type {HTMLHeadingElement | null} */ (null));
  useLayoutEffect(() => {
    const opened = /** @type {HTMLDialogElement} */ (dialog.current);
    // It may come to be seen, or no more; below the edge of the window it can be seen, too.
    const watch = new IntersectionObserver(() => raise(opened), { rootMargin: '9999px' });
    watch.observe(opened);
    raise(opened);
    return () => {
      watch.disconnect();
      opened.close();
    };
  }, []);
  // What is said changes with the title: a screen reader hears it, the keyboard starts there.
  useLayoutEffect(() => heading.current?.focus(), [title]);
  return (
    <dialog
      class="dialog"
      part="dialog"
      data-dialog={name}
      aria-labelledby={`dialog-${name}`}
      ref={dialog}
      // Escape would close what of the page it stands in, too.
      onKeyDown={(event) => event.stopPropagation()}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <h2 class="dialog-title" id={`dialog-${name}`} tabIndex={-1} ref={heading}>
        {title}
      </h2>
      {children}
    </dialog>
  );
}
