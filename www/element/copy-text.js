// Puts a text on the clipboard, the old way where a page without https has no other.
// Imported by features.

/**
 * @param {string} text
 * @param {HTMLInputElement | HTMLTextAreaElement} [field] that shows the text, to copy from it the old way
 * @returns {Promise<boolean>} whether it is there
 */
export async function copyText(text, field) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    field?.select();
    return field !== undefined && document.execCommand('copy');
  }
}
