// The message to support, and the calendar export.
// Put into styles.js by the build.

export const letters = `
.claim-form { margin: 0 0 14px; }
.claim-form .pair { align-items: end; }
.claim-text { line-height: 1.5; overflow-wrap: anywhere; }
@container (max-width: 419.98px) { .claim-form .pair { display: grid; grid-template-columns: minmax(0, 1fr); } }

.reminders { display: flex; flex-wrap: wrap; align-items: center; gap: 8px 14px; margin-top: 18px; }
.reminders .hint { flex: 1 1 220px; }
.reminders [data-settled] { flex: 1 1 100%; color: var(--c-text); }
`;
