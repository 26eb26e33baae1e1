// The outermost box of an element. A page that a reader saves keeps what is in it, but no styles, and
// perhaps not the script: there the box stays hidden, and what stands in the tag is shown in place of a
// countdown that has stopped. Browsers that translate pages put other texts in the place of those that are
// drawn anew, and a countdown would stop there too: what is in the box is not translated.
// Imported by app.jsx and single-order.jsx.

/** @param {{ words: import('../words.js').Words, as?: 'div' | 'span', [attribute: string]: any }} props */
export function Root({ words, as: Box = 'div', ...attributes }) {
  return (
    <>
      <Box hidden translate={false} part="root" lang={words.tag} {...attributes} />
      <slot />
    </>
  );
}
