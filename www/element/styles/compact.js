// For limited space: one column at any width, the form behind its button, and only what is needed to act. Put
// into styles.js by the build.

export const compact = `
.compact .layout { gap: 16px; grid-template-columns: minmax(0, 1fr); }
.compact .layout-empty .list { padding-top: 0; }
.compact .panel { position: static; }
.compact .panel-closed .panel-body { display: none; }
.compact .panel-closed .panel-open { display: block; }
.compact .panel-close { display: inline-block; }
.compact .panel-body, .compact .card { padding: 14px 16px; border-radius: 12px; box-shadow: none; }
.compact .cards { gap: 12px; margin-top: 12px; }
.compact .list-title { font-size: 20px; }
.compact .card-title { margin-top: 6px; font-size: 16px; }
.compact .digits { font-size: 26px; }
.compact .ruler, .compact .ruler-labels, .compact .transfer .hint { display: none; }
/* It can still take the focus. */
.compact .layout-empty .list-title { position: absolute; clip-path: inset(50%); }
`;
