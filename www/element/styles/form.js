// The panel and the forms in it and in the cards.
// Fields are at least 44 px high with 16 px type, so that phones do not zoom into them.
// A date and its time are side by side if both have the room that browsers want for them.
// Beside the list, the form and its button stay in view, however low the window: the overflow scrolls.
// A date field's button is an arrow, like that of a select: the browser's own icon is a separate document in
// each field.
// Put into styles.js by the build.

export const form = `
.panel-body {
  padding: 20px;
  border: 1px solid var(--c-line);
  border-radius: 16px;
  background: var(--c-card);
  box-shadow: var(--c-shadow);
}
.panel-head { display: flex; justify-content: space-between; align-items: baseline; gap: 12px; }
.panel-title { font: 600 20px/1.25 var(--c-serif); }
.panel-open { display: none; width: 100%; }
@container (max-width: 859.98px) {
  .panel-closed .panel-body { display: none; }
  .panel-closed .panel-open { display: block; }
}
@container (min-width: 860px) {
  .panel { position: sticky; top: 16px; }
  .panel-body { max-height: 95vh; overflow: auto; }
  .panel-close { display: none; }
}

.form { display: grid; gap: 18px; margin-top: 16px; }
.form-inset { margin-top: 20px; padding: clamp(12px, 4cqi, 18px); border-radius: 12px; background: var(--c-sunken); }
.form-title { font: 600 16px/1.3 var(--c-sans); }
.fieldset { display: grid; gap: 10px; min-width: 0; }
/* In a grid, WebKit lays out a legend again only if its own style depends on the width. */
.legend { max-width: 100cqi; padding: 0; font-weight: 600; margin-bottom: 8px; }
.pair { display: flex; flex-wrap: wrap; gap: 12px; align-items: start; }
.pair > * { flex: 1 1 114px; }
.pair > :first-child { flex-basis: 144px; }
.pair-price { flex-wrap: nowrap; }
.pair-price > :last-child { flex: 0 0 96px; }
.field { display: grid; gap: 5px; min-width: 0; }
.label { font-size: 14px; line-height: 1.35; font-weight: 600; }
.label-note { color: var(--c-muted); font-weight: 400; }
.form > .field > .label { font-size: 16px; }
.input {
  width: 100%;
  min-width: 0;
  min-height: 46px;
  margin: 0;
  padding: 8px 12px;
  border: 1px solid var(--c-field);
  border-radius: 10px;
  background: var(--c-card);
  color: var(--c-text);
  font: 400 16px/1.4 var(--c-sans);
}
select.input { padding-inline: 9px; }
.input[type="date"], .input[type="time"] { padding-inline: 6px 1px; }
.input::-webkit-calendar-picker-indicator {
  width: 17px;
  height: 26px;
  padding: 0;
  background: linear-gradient(45deg, transparent 50%, var(--c-muted) 50%) 4px 50% / 4.5px 4.5px no-repeat,
    linear-gradient(-45deg, transparent 50%, var(--c-muted) 50%) 8.5px 50% / 4.5px 4.5px no-repeat;
}
.input::placeholder { color: var(--c-muted); opacity: 1; }
.input:focus-visible { border-color: var(--c-accent); outline-offset: 0; }
.input[aria-invalid="true"] { border-color: var(--c-error); box-shadow: inset 0 0 0 1px var(--c-error); }
.field + .field-error, .pair + .field-error { margin-top: -10px; }
.fieldset > .field-error { margin-top: -4px; }
.field-error { color: var(--c-error); font-size: 14px; line-height: 1.4; font-weight: 600; }

.quick { display: flex; flex-wrap: wrap; gap: 8px; }
.chip {
  min-height: 44px;
  padding: 8px 11px;
  border: 1px solid var(--c-line);
  border-radius: 22px;
  background: var(--c-sunken);
  color: var(--c-text);
}
.chip:hover { border-color: var(--c-accent); }
.choices { display: flex; flex-wrap: wrap; gap: 8px; }
.choice { position: relative; flex: 1 1 auto; cursor: pointer; }
.choice input { position: absolute; inset: 0; width: 100%; height: 100%; margin: 0; opacity: 0; cursor: pointer; }
.choice span { display: grid; place-items: center; min-height: 46px; padding: 8px 14px; border: 1px solid var(--c-field);
  border-radius: 10px; }
.choice input:checked + span { border-color: var(--c-accent); box-shadow: inset 0 0 0 1px var(--c-accent); background: var(--c-open-soft); font-weight: 600; }
.choice input:focus-visible + span { outline: 3px solid var(--c-accent); outline-offset: 2px; }
.more > summary { font-weight: 600; color: var(--c-accent); }
.more .more > summary { font-weight: 400; }
.more-body { display: grid; gap: 18px; padding-top: 8px; }
textarea.input { resize: vertical; min-height: 70px; }
.check { display: flex; align-items: center; gap: 10px; min-height: 44px; cursor: pointer; }
.check input { flex: none; width: 20px; height: 20px; margin: 0; accent-color: var(--c-accent); }
.form-buttons { display: flex; flex-wrap: wrap; gap: 10px; }
.form-buttons .button-main { flex: 1 1 auto; }
`;
