// The ruler: one tick a day, bold where passed, full height at the day a dispute opens, pale up to
// an end that is only reported. Ends are posts: solid if stated, hollow if reported.
// Put into styles.js by the build.

export const timeline = `
.timeline { margin-top: 22px; }
.timeline-text { font-size: 14px; font-weight: 600; }
.ruler { position: relative; height: 22px; margin-top: 10px; border-bottom: 1px solid var(--c-field); }
.ruler-ticks { display: block; width: 100%; height: 22px; overflow: visible; }
.tick { fill: none; stroke: var(--c-field); stroke-width: 1px; vector-effect: non-scaling-stroke; }
.tick-passed { stroke: var(--c-accent); stroke-width: 2px; }
.tick-reported { opacity: 0.45; }
.tick-opens { stroke: var(--c-text); stroke-width: 2px; }
.ruler-end { position: absolute; bottom: -1px; width: 7px; height: 7px; margin-inline-start: -4px; border: 2px solid var(--c-urgent); background: var(--c-urgent); }
.ruler-end-reported { border-style: dotted; background: var(--c-card); }
.ruler-end-past { border-color: var(--c-field); background: var(--c-field); }
.ruler-now { position: absolute; bottom: -5px; width: 9px; height: 9px; margin-inline-start: -4.5px; border-radius: 5px; background: var(--c-accent); box-shadow: 0 0 0 3px var(--c-card); }
.ruler-labels { position: relative; margin-top: 8px; font-size: 14px; line-height: 1.3; }
.ruler-label { position: absolute; max-width: 9em; white-space: nowrap; }
.ruler-label, .ruler-label small { overflow: hidden; text-overflow: ellipsis; }
.ruler-label-middle { transform: translateX(-50%); text-align: center; }
.ruler-label-end { text-align: end; }
.ruler-label-doubtful { font-style: italic; }
.facts, .announcer { position: absolute; width: 1px; height: 1px; margin: 0; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
`;
