// What an element can do without until somebody asks for it: the ways in which orders leave and come back,
// and what is shown and said of them, of letters and of pasted texts. In the embed it is a file of its own.
// Imported by more/inside.js and embed-more.js.

import { sentences } from '#locales/further.js';
import { linkTo, look, open, readLink, table, taken } from './transfer/ways.js';
import { Letter } from './view/letter.jsx';
import { Pasted, Understood } from './view/pasted.jsx';
import { Share } from './view/share.jsx';
import { Preview, previewTitle } from './view/transfer-preview.jsx';

export const further = { sentences, linkTo, look, open, readLink, table, taken, Letter, Pasted, Understood, Preview, previewTitle, Share };
