// Offers the reader a file as a download.
// Imported by features.

/** Safari reads the file some time after the click. */
const REVOKE_DELAY_MS = 60_000;

/** @param {string} name @param {string} type @param {string} text */
export function saveFile(name, type, text) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), REVOKE_DELAY_MS);
}
