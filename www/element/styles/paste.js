// The panel for a pasted text.
// Put into styles.js by the build.

export const paste = `
.paste { margin-top: 14px; }
.pasted { display: grid; gap: 2px; }
.pasted li { padding: 4px 0 8px; border-bottom: 1px solid var(--c-line); }
.pasted-text { font-size: 14px; color: var(--c-muted); }
.pasted-doubt { font-size: 14px; font-weight: 600; color: var(--c-error); }
`;
