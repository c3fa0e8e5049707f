/** From tokens back to text: the decoders of Hugging Face's library, and two whose text would differ from the Rust one's. */

import { ModelError } from '../model-error.js';
import { libraryDecoders } from './library.js';

/** @typedef {(texts: string[]) => string[]} Decoder */

/** @type {Record<string, (config: any, argument: string) => Decoder>} */
const decoders = {
  Sequence: ({ decoders: steps }, argument) => {
    const all = steps.map((/** @type {any} */ step, /** @type {number} */ index) => openDecoder(step, `${argument}.decoders[${index}]`));
    return (texts) => all.reduce((/** @type {string[]} */ result, /** @type {Decoder} */ decode) => decode(result), texts);
  },
  ByteFallback: () => withBytesDecoded,
  Metaspace: ({ replacement = '▁', prepend_scheme: scheme = 'always' }) => (texts) => texts.map((text, index) => {
    const isPrefix = index === 0 && scheme !== 'never' && text.startsWith(replacement);
    return text.slice(isPrefix ? replacement.length : 0).replaceAll(replacement, ' ');
  }),
  ...Object.fromEntries(Object.entries(libraryDecoders).map(([type, Type]) => [type, (/** @type {any} */ config) => {
    const decoder = new Type(config);
    return (/** @type {string[]} */ texts) => decoder.decode_chain(texts);
  }])),
};

/**
 * @param {any} config
 * @param {string} argument
 * @returns {Decoder} its texts, one after the other, are the text
 */
export function openDecoder(config, argument = 'tokenizer.json: decoder') {
  if (!config) return (texts) => [texts.join(' ')];
  if (!Object.hasOwn(decoders, config.type)) throw new ModelError(`${argument}.type`, `expected ${Object.keys(decoders).join(', ')}, got ${config.type}`);
  return decoders[config.type](config, argument);
}

const byteToken = /^<0x([0-9A-Fa-f]{2})>$/;
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** @type {Decoder} tokens of bytes, side by side, become their text */
function withBytesDecoded(texts) {
  /** @type {string[]} */
  const result = [];
  /** @type {number[]} */
  let bytes = [];
  for (const text of [...texts, undefined]) {
    const [, byte] = (text !== undefined && byteToken.exec(text)) || [];
    if (byte !== undefined) {
      bytes.push(Number.parseInt(byte, 16));
      continue;
    }
    if (bytes.length > 0) result.push(textOfBytes(bytes));
    bytes = [];
    if (text !== undefined) result.push(text);
  }
  return result;
}

/** @param {number[]} bytes @returns {string} bytes that are no text are a sign each */
function textOfBytes(bytes) {
  try {
    return strict.decode(Uint8Array.from(bytes));
  } catch {
    return '\ufffd'.repeat(bytes.length);
  }
}
