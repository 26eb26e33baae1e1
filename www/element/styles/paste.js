// The panel for a pasted text.
// Imported by styles.js.

export const paste = `
.paste { margin-top: 14px; }
.pasted { display: grid; gap: 2px; margin: 0; padding: 0; list-style: none; }
.pasted li { padding: 4px 0 8px; border-bottom: 1px solid var(--c-line); overflow-wrap: anywhere; }
.pasted strong { font-weight: 600; }
.pasted-text { font-size: 14px; color: var(--c-muted); overflow-wrap: anywhere; }
.pasted-doubt { font-size: 14px; font-weight: 600; color: var(--c-error); }
.paste .link { min-height: 44px; }
`;
