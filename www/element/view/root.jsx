// The outermost box of an element. When a reader saves the page, its content is kept, but not its styles, and
// perhaps not the script: there the box stays hidden, and the fallback content is shown instead of a stopped
// countdown. Not translated: browsers replace the text nodes that they translate, which would stop the
// countdown as well.
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
