// A question or an answer that stands above everything else until it is closed: the browser's own
// dialog, which keeps the keyboard inside and gives it back afterwards.
// Imported by the panels of the view.

import { useLayoutEffect, useRef } from 'preact/hooks';

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
    // Outside the page it cannot be above it; dispute-clock.js sees to that once the element is back.
    if (opened.isConnected) opened.showModal();
    else opened.open = true;
    return () => opened.close();
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
