// All the ways in which orders leave and come back.
// Imported by more.js and embed-more.js.

export { encode as drawQrCode } from 'uqr';
export { readTable, writeTable } from './csv.js';
export { decode } from './decode.js';
export { readFile } from './json.js';
export { readLink, writeLink } from './link.js';
export { plan } from './preview.js';
