// For print: every order with its deadlines, steps and sources, and no controls; the colors are the light ones
// (tokens.js), and addresses follow their links. And for forced colors. Put into styles.js by the build, last.

export const media = `
.printed { display: none; }
@media print {
  .printed { display: block; margin-top: 4px; font-size: 14px; color: var(--c-muted); }
  .root { font-size: 14px; line-height: 1.4; }
  .layout { display: block; }
  .panel, .finder, .list-more, .attention, .message-place, .announcer, .empty-start, .form, .offers, .offers-rest,
  .card-foot, .button, .link, [data-weigh], [data-claim] { display: none !important; }
  .root .card[hidden], .root .group[hidden] { display: block; }
  .cards { display: block; }
  .card { margin-top: 14px; padding: 14px 0 0; border: 0; border-top: 2px solid var(--c-text); border-radius: 0; box-shadow: none; }
  .group { break-after: avoid; }
  .card-head, .countdown, .timeline, .steps li, .reason { break-inside: avoid; }
  .card-head, .section-title, summary { break-after: avoid; }
  .action { padding: 0; background: none; }
  .badge { border: 1px solid var(--c-field); }
  .digits { font-size: 26px; }
  .figures { gap: 0 10px; }
  summary::before, .group-fold::before { display: none; }
  details > summary { min-height: 0; }
  .group-fold, .check { min-height: 0; }
  .now, .marks, .timeline, .why, .fold { margin-top: 10px; }
  .sources a { padding: 0; margin: 0; }
  .ruler-labels { display: none; }
  .ruler { margin-inline: 6px; }
  .ruler, .ruler-end, .ruler-now { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .facts { position: static; width: auto; height: auto; margin-top: 8px; padding-inline-start: 0; clip-path: none; white-space: normal; list-style: none; }
  a[href^="https"]::after { content: " (" attr(href) ")"; overflow-wrap: anywhere; }
}
@media (forced-colors: active) {
  .ruler-now, .ruler-end { forced-color-adjust: none; border-color: CanvasText; background: CanvasText; box-shadow: none; }
  .ruler-end-reported { background: Canvas; }
  .tick, .tick-opens { stroke: CanvasText; }
  .tick-passed { stroke: Highlight; stroke-width: 3px; }
  .badge, .action, .form-inset, .message, .warning { border: 1px solid CanvasText; }
  .chip[aria-pressed="true"], .choice input:checked + span { forced-color-adjust: none; border-color: Highlight; background: Highlight; color: HighlightText; }
  summary::before, .group-fold::before { border-color: CanvasText; }
  .input::-webkit-calendar-picker-indicator { forced-color-adjust: none; }
}
`;
