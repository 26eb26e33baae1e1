// Copies a text to the clipboard, with a fallback for pages without HTTPS.
// Imported by features and the view.

/**
 * @param {HTMLInputElement | HTMLTextAreaElement} field that shows the text
 * @returns {Promise<boolean>} whether it was copied
 */
export async function copyText(field) {
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch {
    // No clipboard API, or not allowed on this page: do it the legacy way.
    field.focus();
    field.select();
    return document.execCommand('copy');
  }
}
