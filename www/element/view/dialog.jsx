// A modal question or answer: the browser's own dialog, which traps the focus and restores it afterwards.
// Imported by transfer.jsx and dispute-clock.js.

import { useLayoutEffect, useRef } from 'preact/hooks';

/** Safari 16 lacks checkVisibility, and lays out nothing in a fold. @param {Element} element */
export const isVisible = (element) => element.checkVisibility?.() ?? element.getClientRects().length > 0;

/**
 * Makes a dialog modal if it is visible. A modal dialog folded away with the element, or outside
 * the page, would block the page, and nobody could close it.
 *
 * @param {HTMLDialogElement} dialog
 */
export function makeModalIfVisible(dialog) {
  dialog.open = true;
  const visible = isVisible(dialog);
  if (visible === dialog.matches(':modal')) return;
  dialog.close();
  if (visible) dialog.showModal();
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
    const element = /** @type {HTMLDialogElement} */ (dialog.current);
    // It may appear or disappear; below the edge of the window it counts as visible, too.
    const observer = new IntersectionObserver(() => makeModalIfVisible(element), { rootMargin: '9999px' });
    observer.observe(element);
    makeModalIfVisible(element);
    return () => {
      observer.disconnect();
      element.close();
    };
  }, []);
  // The content changes with the title: focusing it makes screen readers announce it, and the keyboard start there.
  useLayoutEffect(() => heading.current?.focus(), [title]);
  return (
    <dialog
      class="dialog"
      part="dialog"
      data-dialog={name}
      aria-labelledby={`dialog-${name}`}
      ref={dialog}
      // Escape must not also close something in the page around it.
      onKeyDown={(event) => event.stopPropagation()}
      onCancel={onClose}
    >
      <h2 class="dialog-title" id={`dialog-${name}`} tabIndex={-1} ref={heading}>
        {title}
      </h2>
      {children}
    </dialog>
  );
}
