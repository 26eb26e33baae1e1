// Decodes a file from any program: UTF-8 with or without a byte order mark, UTF-16 from a spreadsheet,
// windows-1251 from an old one. Never fails: undecodable bytes become U+FFFD.
// Imported by ways.js.

const SAMPLE = 1024 * 1024;

/** @param {Uint8Array} bytes @returns {string} without a byte order mark */
export function decode(bytes) {
  return new TextDecoder(encodingOf(bytes)).decode(bytes);
}

/** @param {Uint8Array} bytes */
function encodingOf(bytes) {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const start = bytes.subarray(0, 4096);
  const zeros = [0, 0];
  start.forEach((byte, index) => (zeros[index % 2] += byte === 0 ? 1 : 0));
  // Without a byte order mark: in UTF-16, ASCII (braces, digits, separators) has a zero in every other byte.
  if (zeros[1] > start.length / 8 && zeros[0] < zeros[1]) return 'utf-16le';
  if (zeros[0] > start.length / 8) return 'utf-16be';
  return looksLikeUtf8(bytes.subarray(0, SAMPLE)) ? 'utf-8' : 'windows-1251';
}

/** Whether more of the non-ASCII bytes are valid UTF-8 than invalid. @param {Uint8Array} bytes */
function looksLikeUtf8(bytes) {
  let valid = 0;
  let invalid = 0;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte < 0x80) continue;
    const following = byte >= 0xf0 ? 3 : byte >= 0xe0 ? 2 : byte >= 0xc2 ? 1 : 0;
    let seen = 0;
    while (seen < following && (bytes[at + 1 + seen] & 0xc0) === 0x80) seen++;
    // The sample may end in the middle of a character.
    if (following > 0 && (seen === following || at + 1 + seen >= bytes.length)) valid++;
    else invalid++;
    at += seen;
  }
  return valid >= invalid;
}
