// The outermost box of an element. A page that a reader saves keeps what is in it, but no styles, and
// perhaps not the script: there the box stays hidden, and what stands in the tag is shown in place of a
// countdown that has stopped. Imported by app.jsx and single-order.jsx.

/** @param {{ words: import('../words.js').Words, as?: 'div' | 'span', [attribute: string]: any }} props */
export function Root({ words, as: Box = 'div', ...attributes }) {
  return (
    <>
      <Box hidden part="root" lang={words.tag} {...attributes} />
      <slot />
    </>
  );
}
