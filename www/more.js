// What a page can do without until somebody asks for it: the texts of the engine, and the ways in which
// orders leave and come back. In the embed a file of its own.
// Imported through `#more`, and by embed-more.js.

export { encode as drawQrCode } from 'uqr';
export { readTable, writeTable } from './element/transfer/csv.js';
export { decode } from './element/transfer/decode.js';
export { readFile } from './element/transfer/json.js';
export { readLink, writeLink } from './element/transfer/link.js';
export { plan } from './element/transfer/preview.js';
export { draftClaim, parseOrderText, toICalendar } from './texts.js';
