// One order: inline, in the font and color of its sentence, or as a card.
// Put into styles.js by the build, last.

export const countdown = `
:host(:not([layout="card"]):not([hidden])) {
  display: inline !important;
  font: inherit !important;
  color: inherit !important;
  letter-spacing: inherit !important;
  word-spacing: inherit !important;
  text-transform: inherit !important;
  white-space: inherit !important;
  text-shadow: inherit !important;
  cursor: inherit !important;
}
:host(:not([layout="card"]))::before { content: none; }
.inline { display: inline; }
.left { font-variant-numeric: tabular-nums; }
.root .card { padding: 16px 18px; }
.root .digits { font-size: 26px; }
`;
