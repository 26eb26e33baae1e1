// The money at stake, the search and filter, the group headings.
// Put into styles.js by the build.

export const overview = `
.totals { margin-top: 16px; }
.totals-list { display: flex; flex-wrap: wrap; gap: 14px 36px; margin: 0; padding: 14px 0; border-block: 1px solid var(--c-line); }
.total dt { font-size: 14px; color: var(--c-muted); }
.total dd { margin: 2px 0 0; }
.total-sum { font: 600 20px/1.25 var(--c-serif); font-variant-numeric: tabular-nums lining-nums; white-space: nowrap; }
.total-claim .total-sum { color: var(--c-accent); }
.total-by { font-size: 14px; }
.totals .hint { margin-top: 8px; }

.finder { display: grid; gap: 8px; margin-top: 18px; }
.finder .quick { margin-top: 2px; }
.chip[aria-pressed="true"] { border-color: var(--c-accent); background: var(--c-accent); color: var(--c-on-accent); }
.chip-count, .group-count { font-weight: 400; font-variant-numeric: tabular-nums; }
.chip-count { opacity: 0.85; }

.group { margin-top: 12px; }
.cards > .group:first-child { margin-top: 0; }
.group-title { font: 600 16px/1.35 var(--c-sans); }
.group-count { margin-inline-start: 4px; color: var(--c-muted); }
.list-more { margin-top: 18px; }

.attention { margin-top: 28px; padding-top: 18px; border-top: 1px solid var(--c-line); }
.attention .check { margin-top: 4px; }

.empty-example { color: var(--c-muted); }
`;
