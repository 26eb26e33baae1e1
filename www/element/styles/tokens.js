// The colors and fonts, light and dark. Names with --dispute-clock- are for the embedding page to set; names
// with --c- are for the other style modules.
// Put into styles.js by the build.

const light = `
  --c-accent: var(--dispute-clock-accent, #0d5b52);
  --c-on-accent: var(--dispute-clock-on-accent, #ffffff);
  --c-text: var(--dispute-clock-text, #1a2422);
  --c-muted: var(--dispute-clock-muted, #566360);
  --c-card: var(--dispute-clock-card, #ffffff);
  --c-sunken: var(--dispute-clock-sunken, #f3f1ea);
  --c-line: var(--dispute-clock-line, #dcd8cc);
  --c-field: #8b938c;
  --c-urgent: var(--dispute-clock-urgent, #9f3a12);
  --c-urgent-soft: #fbeadf;
  --c-open-soft: #dff0ea;
  --c-calm-soft: #ecebe4;
  --c-error: #b3261e;
  --c-shadow: 0 1px 2px rgb(40 36 20 / 6%), 0 8px 24px -12px rgb(40 36 20 / 18%);
  --c-bar: #1d2826;
  --c-on-bar: #f4f3ee;
  --c-bar-accent: #8fdccb;
  --scheme: light;
`;

const dark = `
  --c-accent: var(--dispute-clock-accent, #7cd0bd);
  --c-on-accent: var(--dispute-clock-on-accent, #07211d);
  --c-text: var(--dispute-clock-text, #e8ebe6);
  --c-muted: var(--dispute-clock-muted, #a5b0ab);
  --c-card: var(--dispute-clock-card, #1a2220);
  --c-sunken: var(--dispute-clock-sunken, #232d2a);
  --c-line: var(--dispute-clock-line, #33403c);
  --c-field: #74817c;
  --c-urgent: var(--dispute-clock-urgent, #f2a27a);
  --c-urgent-soft: #3b2419;
  --c-open-soft: #173a33;
  --c-calm-soft: #2a3431;
  --c-error: #ff9c92;
  --c-shadow: none;
  --c-bar: #e8ebe6;
  --c-on-bar: #16201d;
  --c-bar-accent: #0d5b52;
  --scheme: dark;
`;

export const tokens = `
:host {
  all: initial !important;
  display: block !important;
  ${light}
  --c-sans: var(--dispute-clock-font, system-ui, sans-serif);
  --c-serif: var(--dispute-clock-heading-font, Georgia, serif);
}
@media (prefers-color-scheme: dark) {
  :host(:not([theme="light"])) { ${dark} }
}
:host([theme="dark"]) { ${dark} }
@media print { :host(:not([theme="light"])), :host([theme="dark"]) { ${light} } }
`;
