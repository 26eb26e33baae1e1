// The ruler: one tick a day, bold where passed, full height at the day a dispute opens,
// pale on to an end that is only reported.
// Imported by styles.js.

export const timeline = `
.timeline { margin-top: 22px; }
.timeline-text { font-size: 14px; font-weight: 600; }
.ruler { position: relative; height: 22px; margin-top: 8px; border-bottom: 1px solid var(--c-field); }
.ruler-ticks { display: block; width: 100%; height: 22px; overflow: visible; }
.tick { fill: none; stroke: var(--c-field); stroke-width: 1px; vector-effect: non-scaling-stroke; }
.tick-passed { stroke: var(--c-accent); stroke-width: 2px; }
.tick-reported { opacity: 0.45; }
.tick-opens { stroke: var(--c-text); stroke-width: 2px; }
.ruler-now { position: absolute; bottom: -5px; width: 9px; height: 9px; margin-inline-start: -4.5px; border-radius: 5px; background: var(--c-accent); box-shadow: 0 0 0 3px var(--c-card); }
.ruler-labels { position: relative; display: flex; justify-content: space-between; margin-top: 8px; font-size: 14px; line-height: 1.3; min-height: 38px; }
.ruler-label small { line-height: 1.3; }
.ruler-label-opens { position: absolute; text-align: end; }
.ruler-label-end { display: none; text-align: end; }
@container (min-width: 720px) { .ruler-label-end { display: block; } }
`;
