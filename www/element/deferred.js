// Code that an element does not need until it is asked for: import and export of orders, and the
// views and sentences for that, for letters and for pasted texts. In the embed it is a separate file.
// Imported by more/inside.js and embed-more.js.

import { sentences } from '#locales/deferred.js';
import { applySteps, linkTo, open, planImport, readLink, toTable } from './transfer/ways.js';
import { Letter } from './view/letter.jsx';
import { Pasted, Understood } from './view/pasted.jsx';
import { Share } from './view/share.jsx';
import { Preview, previewTitle } from './view/transfer-preview.jsx';

export const deferred = { sentences, linkTo, planImport, open, readLink, toTable, applySteps, Letter, Pasted, Understood, Preview, previewTitle, Share };
