// A fold: a summary, and content that is drawn when it is first opened. Few readers open more than one or two
// folds, and on a phone every field costs noticeable time.
// Imported by the parts of the view that have something to fold.

import { useState } from 'preact/hooks';

/**
 * @typedef {object} FoldProps
 * @property {any} summary
 * @property {string} [of]           what it belongs to, to tell it apart from others of its name in a screen reader
 * @property {() => any} children    draws what is folded
 * @property {boolean} [open]        whether it is open
 * @property {boolean} [drawn]       draws the content even while closed
 * @property {(event: Event & { currentTarget: HTMLDetailsElement }) => void} [onToggle]
 */

/** @param {FoldProps & Record<string, any>} props  all others become attributes of the <details> */
export function Fold({ summary, of, children, open = false, drawn = false, onToggle, ...attributes }) {
  const [wasOpened, setWasOpened] = useState(false);
  return (
    <details
      {...attributes}
      open={open}
      onToggle={(event) => {
        if (event.currentTarget.open) setWasOpened(true);
        onToggle?.(event);
      }}
    >
      {/* The click comes before the fold opens, so that it opens with its content. */}
      <summary onClick={() => setWasOpened(true)}>
        {summary}
        {of && <span class="announcer">, {of}</span>}
      </summary>
      {(open || drawn || wasOpened) && children()}
    </details>
  );
}
