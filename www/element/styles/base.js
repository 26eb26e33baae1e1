// The frame: columns, headings, buttons, links, the message bar, content for screen readers only.
// Columns depend on the element's own width, not the window's. Texts follow the direction of their language,
// not of the page: `all` does not reset that. An element that queries its own width contributes none to a
// container that shrinks to fit, such as a dialog; an empty row of columns does.
// Put into styles.js by the build.

export const base = `
:host([hidden]) { display: none !important; }
:host::before { content: ""; display: grid; grid-template-columns: minmax(240px, 600px); }
.root, .inline { direction: ltr; unicode-bidi: isolate; }
.root + slot, .inline + slot { display: none; }

.root {
  display: block;
  container-type: inline-size;
  color-scheme: var(--scheme);
  color: var(--c-text);
  font: 400 16px/1.5 var(--c-sans);
  text-align: start;
  overflow-wrap: anywhere;
  -webkit-text-size-adjust: 100%;
  text-size-adjust: 100%;
}
.root *, .root *::before, .root *::after { box-sizing: border-box; }
.root [hidden] { display: none; }
h2, h3, h4, p, ul, ol, fieldset { margin: 0; padding: 0; border: 0; }
ul { list-style: none; }
small { display: block; font-size: 14px; color: var(--c-muted); }
cite { font-style: normal; }
strong { font-weight: 600; }

.layout { display: grid; gap: 24px; grid-template-columns: minmax(0, 1fr); align-items: start; }
@container (min-width: 860px) {
  .layout { gap: 40px; grid-template-columns: 340px minmax(0, 1fr); }
  .layout-empty .list { padding-top: 20px; }
}

.list-title {
  font: 600 26px/1.2 var(--c-serif);
  letter-spacing: -0.01em;
  text-wrap: balance;
}
.hint, .note { font-size: 14px; line-height: 1.45; color: var(--c-muted); }
.cards { display: grid; grid-template-columns: minmax(0, 1fr); gap: 20px; margin-top: 18px; }

.empty { margin-top: 16px; max-width: 560px; }
.empty-rules { display: grid; border-top: 1px solid var(--c-line); }
.empty-rules li { display: grid; grid-template-columns: 92px minmax(0, 1fr); gap: 14px; align-items: baseline;
  padding: 14px 0; border-bottom: 1px solid var(--c-line); }
.empty-figure { font: 600 20px/1.1 var(--c-serif); color: var(--c-accent); white-space: nowrap; }
.empty-start { margin-top: 16px; }

.button, .chip, .link, .message-close, .group-fold, summary { font: inherit; color: inherit; cursor: pointer; touch-action: manipulation; }
input { font: inherit; }
.link, .message-close, .group-fold { padding: 0; border: 0; background: none; }
.button {
  min-height: 44px;
  padding: 9px 18px;
  border: 1px solid var(--c-field);
  border-radius: 10px;
  background: none;
  font-weight: 600;
  line-height: 1.4;
  overflow-wrap: normal;
}
.button:hover { background: var(--c-sunken); }
.button-main { border-color: var(--c-accent); background: var(--c-accent); color: var(--c-on-accent); }
.button-main:hover { background: var(--c-accent); filter: brightness(1.12); }
.button-quiet { border-color: transparent; padding-inline: 12px; font-weight: 400; font-size: 14px; color: var(--c-muted); }
.button-quiet:hover { color: var(--c-text); }
.link {
  min-height: 44px;
  color: var(--c-accent);
  text-decoration: underline;
  text-underline-offset: 3px;
}
a { color: var(--c-accent); text-underline-offset: 3px; }
:where(:focus-visible) { outline: 3px solid var(--c-accent); outline-offset: 2px; border-radius: 6px; }

.warning {
  margin-bottom: 20px;
  padding: 12px 16px;
  border-radius: 10px;
  background: var(--c-urgent-soft);
  color: var(--c-text);
}
.warning .button { margin-block-start: 10px; margin-inline-end: 8px; }

.message-place { position: sticky; bottom: 12px; z-index: 1; display: flex; justify-content: center; pointer-events: none; }
/* The undo button is beside a text of one line, below a longer one. */
.message {
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  gap: 0 4px;
  justify-content: end;
  max-width: 100%;
  margin-top: 16px;
  padding: 6px 6px 6px 18px;
  border-radius: 12px;
  background: var(--c-bar);
  color: var(--c-on-bar);
  pointer-events: auto;
  animation: appear 0.2s ease-out;
}
.message-text { margin-inline-end: auto; max-width: calc(100% - 48px); padding: 8px 0; }
.message .message-undo { flex: none; padding-inline: 10px; border-color: transparent; color: var(--c-bar-accent); font-weight: 600; }
.message .message-undo:hover { background: none; text-decoration: underline; }
.message :focus-visible { outline-color: var(--c-bar-accent); }
.message-close { flex: none; width: 44px; height: 44px; font-size: 26px; line-height: 1; }
@keyframes appear { from { opacity: 0; transform: translateY(8px); } }
@media (prefers-reduced-motion: reduce) { .message { animation: none; } }
`;
