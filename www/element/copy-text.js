// Puts a text on the clipboard, the old way where a page without https has no other.
// Imported by features and the view.

/**
 * @param {HTMLInputElement | HTMLTextAreaElement} field that shows the text
 * @returns {Promise<boolean>} whether it is there
 */
export async function copyText(field) {
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch {
    // No clipboard here, or not for this page: as people do it by hand.
    field.focus();
    field.select();
    return document.execCommand('copy');
  }
}
