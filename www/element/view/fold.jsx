// What is folded away: a summary, and under it what is drawn when it is first opened. Few readers open
// more than one or two of them, and a phone feels every field that it has to make.
// Imported by whatever has something to fold.

import { useState } from 'preact/hooks';

/**
 * @typedef {object} FoldProps
 * @property {any} summary
 * @property {string} [of]           what it belongs to, for those who hear it among others of its name
 * @property {() => any} children    draws what is folded
 * @property {boolean} [open]        stands open from the first, or from now on
 * @property {boolean} [drawn]       is drawn though it may be closed
 * @property {(event: Event & { currentTarget: HTMLDetailsElement }) => void} [onToggle]
 */

/** @param {FoldProps & Record<string, any>} props  the others are attributes of the <details> */
export function Fold({ summary, of, children, open = false, drawn = false, onToggle, ...attributes }) {
  const [opened, setOpened] = useState(false);
  return (
    <details
      {...attributes}
      open={open}
      onToggle={(event) => {
        if (event.currentTarget.open) setOpened(true);
        onToggle?.(event);
      }}
    >
      {/* A press is heard before the fold opens: it opens with everything in it. */}
      <summary onClick={() => setOpened(true)}>
        {summary}
        {of && <span class="announcer">, {of}</span>}
      </summary>
      {(open || drawn || opened) && children()}
    </details>
  );
}
