// The section for exporting orders, the dialogs, the QR code.
// Put into styles.js by the build.

export const transfer = `
.transfer { margin-top: 40px; padding-top: 20px; border-top: 1px solid var(--c-line); }
.transfer-title { font: 600 20px/1.3 var(--c-serif); margin-bottom: 4px; }
.transfer .hint { max-width: 640px; }
.transfer-buttons { display: flex; flex-wrap: wrap; gap: 10px; margin-top: 14px; }

.dialog {
  width: min(560px, calc(100% - 24px));
  max-height: calc(100% - 24px);
  margin: auto;
  padding: 24px;
  overflow-y: auto;
  border: 1px solid var(--c-line);
  border-radius: 16px;
  background: var(--c-card);
  color: var(--c-text);
  overscroll-behavior: contain;
}
.dialog[open] { display: grid; gap: 16px; grid-template-columns: minmax(0, 1fr); align-content: start; }
.dialog::backdrop { background: rgb(10 14 13 / 55%); }
.dialog-title { font: 600 20px/1.3 var(--c-serif); outline: none; }
.preview-heading { font: 600 16px/1.4 var(--c-sans); }
.preview-list { margin-top: 4px; }
.preview-list > li { padding: 4px 0; border-bottom: 1px solid var(--c-line); }
.preview-list .check { align-items: start; padding: 10px 0; }
.preview-list .check input { margin-top: 2px; }
.qr { display: block; width: min(100%, 360px); margin: 0 auto; border-radius: 8px; }
`;
