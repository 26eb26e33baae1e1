// UTF-8 for hosts without TextEncoder and TextDecoder, such as Jest's jsdom: only what the glue
// needs. The build adds it to the npm package; a native implementation takes precedence.

const { TextDecoder: HostDecoder, TextEncoder: HostEncoder } = globalThis;

class Decoder {
  /** @param {Uint8Array} [bytes] what Rust wrote, which is always well-formed */
  decode(bytes = new Uint8Array()) {
    let escaped = '';
    for (const byte of bytes) escaped += `%${byte.toString(16).padStart(2, '0')}`;
    return decodeURIComponent(escaped);
  }
}

class Encoder {
  /** @param {string} text */
  encode(text) {
    // A lone surrogate has no encoding: it becomes the replacement character.
    const whole = text.replace(/[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff]/g, (found) => (found.length === 2 ? found : '\ufffd'));
    const bytes = encodeURIComponent(whole).replace(/%(..)/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
    return Uint8Array.from(bytes, (character) => character.charCodeAt(0));
  }

  /** @param {string} text @param {Uint8Array} target */
  encodeInto(text, target) {
    const bytes = this.encode(text);
    target.set(bytes);
    return { read: text.length, written: bytes.length };
  }
}

const chosenDecoder = HostDecoder ?? Decoder;
const chosenEncoder = HostEncoder ?? Encoder;

export { chosenDecoder as TextDecoder, chosenEncoder as TextEncoder };
