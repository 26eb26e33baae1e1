// An order's card: the figures of the countdown are the largest thing on the page.
// What is only reported is in italics with a dashed line; what is stated is not.
// In a list so long that it is drawn in part, the browser lays out only what is in view, as it would otherwise lay
// out everything for each card added. A browser without the property still does.
// The link of a note has a touch target of full height in lines of text height. The buttons at the foot align
// with the text above by their labels, not their edges.
// Put into styles.js by the build.

export const card = `
.card {
  padding: 20px;
  border: 1px solid var(--c-line);
  border-radius: 16px;
  background: var(--c-card);
  box-shadow: var(--c-shadow);
}
@container (min-width: 560px) { .card { padding: 26px 28px 20px; } }
@media screen { .card[aria-setsize] { content-visibility: auto; contain-intrinsic-size: auto 700px; } }

.card-meta { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: center; gap: 6px 12px; min-height: 28px; }
.badge {
  padding: 3px 11px;
  border-radius: 14px;
  background: var(--c-calm-soft);
  color: var(--c-text);
  font-size: 14px;
  font-weight: 600;
}
.badge[data-phase="cancellable"], .badge[data-phase="claimable"], .badge[data-phase="error"] { background: var(--c-urgent-soft); color: var(--c-urgent); }
.badge[data-phase="disputable"] { background: var(--c-open-soft); color: var(--c-accent); }
.card-whence { display: flex; gap: 10px; color: var(--c-muted); }
.price { font-variant-numeric: tabular-nums; }
.card-title { margin-top: 10px; font: 600 20px/1.3 var(--c-serif); outline: none; }

.countdown { margin-top: 14px; }
.lead { color: var(--c-muted); }
.figures {
  display: flex;
  flex-wrap: wrap;
  gap: 0 clamp(9px, 2.2cqi, 16px);
  margin: 2px 0 6px;
  line-height: 1.1;
}
.figure { display: inline-flex; align-items: baseline; white-space: pre; }
.digits { font: 600 clamp(34px, 9cqi, 54px)/1.12 var(--c-serif); font-variant-numeric: tabular-nums lining-nums; letter-spacing: -0.02em; }
.unit { margin-inline-start: clamp(0px, 0.5cqi, 4px); color: var(--c-muted); font-size: 16px; }
[data-phase="cancellable"] .digits, [data-phase="claimable"] .digits { color: var(--c-urgent); }
[data-phase="disputable"] .digits { color: var(--c-accent); }
.moment, .action-title, .reason-title { font-weight: 600; }
.rest { margin-top: 10px; color: var(--c-muted); }
.countdown .note { margin-top: 6px; }
.countdown .note .link { margin: -12px 0; }
.moment .tag { margin-inline-start: 4px; }
.certainty-reported .moment-words, .certainty-reported .reason-moment { font-style: italic; font-weight: 400;
  text-decoration: underline dashed 1px; text-underline-offset: 5px; text-decoration-color: var(--c-field); }
.tag {
  display: inline-block;
  padding: 0 8px;
  border: 1px solid var(--c-field);
  border-radius: 9px;
  font-size: 14px;
  line-height: 1.5;
  color: var(--c-muted);
  font-weight: 400;
}
.certainty-reported .tag { border-style: dashed; }

.now { margin-top: 22px; }
.section-title { font: 600 16px/1.4 var(--c-sans); }
details > summary, .group-fold { min-height: 44px; display: flex; align-items: center; gap: 10px; list-style: none; }
summary::-webkit-details-marker { display: none; }
summary::before, .group-fold::before {
  content: "";
  flex: none;
  width: 8px;
  height: 8px;
  margin: 0 3px 2px;
  border: solid currentColor;
  border-width: 0 2px 2px 0;
  transform: rotate(-45deg);
}
details[open] > summary::before, .group-fold[aria-expanded="true"]::before { transform: rotate(45deg); }
.action { margin-top: 8px; padding: 4px 16px; border-radius: 12px; background: var(--c-sunken); }
.steps { display: grid; gap: 8px; padding: 0 0 12px; counter-reset: step; list-style: none; }
.steps li { display: grid; grid-template-columns: 26px minmax(0, 1fr); gap: 10px; counter-increment: step; }
.steps li::before {
  content: counter(step);
  width: 26px;
  height: 26px;
  border-radius: 13px;
  background: var(--c-card);
  color: var(--c-accent);
  font: 600 14px/26px var(--c-sans);
  text-align: center;
}
.action .note { margin: 0 0 10px; }
.cautions { display: grid; gap: 8px; margin-top: 14px; }
.cautions > li { padding-inline-start: 14px; border-inline-start: 3px solid var(--c-urgent); line-height: 1.45; }

.why { margin-top: 14px; border-top: 1px solid var(--c-line); }
.why > summary { color: var(--c-accent); }
.reasons { display: grid; gap: 18px; padding: 4px 0; }
.why[open] { padding-bottom: 12px; }
.sources { margin-top: 4px; color: var(--c-muted); font-size: 14px; }
.sources a { display: inline-block; padding: 13px 0; margin: -13px 0; }
.sources li + li { margin-top: 8px; }
.source-dates { display: block; }
.card-error { margin: 12px 0 16px; }

.card-foot { display: flex; flex-wrap: wrap; padding-top: 12px; border-top: 1px solid var(--c-line); }
.card-foot > * { margin-inline: -12px 12px; }
`;
