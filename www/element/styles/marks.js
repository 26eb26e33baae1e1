// Recorded marks, the proof and the return cost on a card: quiet lists below the advice.
// Put into styles.js by the build.

export const marks = `
.marks { display: grid; gap: 12px; margin-top: 18px; }
.marks .form-inset { margin-top: 0; }
.recorded { border-top: 1px solid var(--c-line); }
.recorded li { display: flex; justify-content: space-between; align-items: center; gap: 12px; padding: 6px 0; border-bottom: 1px solid var(--c-line); }
.recorded-text { min-width: 0; padding: 6px 0; line-height: 1.35; }
.recorded .button { flex: none; margin-inline-end: -12px; }
.recorded-when { display: block; font-size: 14px; color: var(--c-muted); }
.offers { display: flex; flex-wrap: wrap; gap: 10px; align-items: start; }
.offers .button { flex: 1 1 auto; }
.offers-rest { flex: 1 1 100%; }
.offers-rest > summary { color: var(--c-accent); }
.offers-rest .offers { padding-bottom: 8px; }

.fold { margin-top: 14px; border-top: 1px solid var(--c-line); }
.fold > summary { padding: 8px 0; }
.fold .form-inset { margin: 0 0 12px; }
.count { flex: none; max-width: 45%; margin-inline-start: auto; color: var(--c-muted); font-size: 14px; font-variant-numeric: tabular-nums; text-align: end; }
.ticks .check { align-items: start; padding: 11px 0; line-height: 1.4; }
.proof-why { display: grid; gap: 8px; margin: 0; padding-bottom: 10px; font-size: 14px; color: var(--c-muted); }
.proof-why dd { margin: 0; }
.proof-why dt { font-weight: 600; color: var(--c-text); }
.whose > summary { font-size: 14px; color: var(--c-muted); }
.whose > summary::before { width: 6px; height: 6px; }
.whose > .sources { margin: 0; padding-bottom: 10px; }
.weighed { display: grid; gap: 8px; font-weight: 600; }
.weighed:empty { display: none; }

.action > summary { padding: 6px 0; }
.action-until { display: block; font-size: 14px; color: var(--c-muted); }
.step { padding-bottom: 10px; }
`;
