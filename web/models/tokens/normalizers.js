/** The normalizers of a tokenizer.json, on aligned texts. */

import { bytesIn } from '../../base/binary.js';
import { ModelError } from '../model-error.js';
import { CharsMap } from './chars-map.js';
import { patternOf } from './pattern.js';
import { inForm } from './unicode-forms.js';
import { spaceEnd, spaceStart } from './white-space.js';

/** @typedef {import('./aligned-text.js').AlignedText} AlignedText */
/** @typedef {(text: AlignedText) => AlignedText} Normalizer */

/** @type {Record<string, (config: any, argument: string) => Normalizer>} */
const normalizers = {
  Sequence: ({ normalizers: steps }, argument) => {
    const all = steps.map((/** @type {any} */ step, /** @type {number} */ index) => openNormalizer(step, `${argument}.normalizers[${index}]`));
    return (text) => all.reduce((/** @type {AlignedText} */ result, /** @type {Normalizer} */ normalize) => normalize(result), text);
  },
  BertNormalizer: bertNormalizer,
  Precompiled: ({ precompiled_charsmap: base64 }, argument) => {
    if (!base64) return same;
    const map = new CharsMap(bytesIn(atob(base64)), `${argument}.precompiled_charsmap`);
    return (text) => map.normalize(text);
  },
  NFC: () => (text) => inForm(text, 'NFC'),
  NFD: () => (text) => inForm(text, 'NFD'),
  NFKC: () => (text) => inForm(text, 'NFKC'),
  NFKD: () => (text) => inForm(text, 'NFKD'),
  Lowercase: () => lowercase,
  StripAccents: () => (text) => text.replaced(/\p{M}/gu, ''),
  Strip: ({ strip_left: left, strip_right: right }) => (text) => stripped(text, left, right),
  Prepend: ({ prepend }) => (text) => text.prefixed(prepend),
  Replace: ({ pattern, content }) => (text) => text.replaced(patternOf(pattern), content),
};

/**
 * @param {any} config
 * @param {string} argument
 * @returns {Normalizer}
 */
export function openNormalizer(config, argument = 'tokenizer.json: normalizer') {
  if (!config) return same;
  if (!Object.hasOwn(normalizers, config.type)) throw new ModelError(`${argument}.type`, `expected ${Object.keys(normalizers).join(', ')}, got ${config.type}`);
  return normalizers[config.type](config, argument);
}

/** @type {Normalizer} */
const same = (text) => text;

/** Character by character, so that a final sigma is as any other. @type {Normalizer} */
const lowercase = (text) => text.mapped((character) => character.toLowerCase());

/** @param {AlignedText} text @param {boolean} left @param {boolean} right @returns {AlignedText} */
function stripped(text, left, right) {
  const start = left ? spaceEnd(text.text, 0) : 0;
  const end = right ? spaceStart(text.text, text.text.length) : text.text.length;
  return text.slice(start, Math.max(start, end));
}

const chinese = /[\u4e00-\u9fff\u3400-\u4dbf\u{20000}-\u{2a6df}\u{2a700}-\u{2b73f}\u{2b740}-\u{2b81f}\u{2b920}-\u{2ceaf}\uf900-\ufaff\u{2f800}-\u{2fa1f}]/u;

/**
 * @param {{ clean_text?: boolean, handle_chinese_chars?: boolean, strip_accents?: boolean | null, lowercase?: boolean }} config
 * @returns {Normalizer}
 */
function bertNormalizer(config) {
  /** @type {Normalizer[]} */
  const steps = [];
  if (config.clean_text ?? true) steps.push((text) => text.mapped(cleaned));
  if (config.handle_chinese_chars ?? true) steps.push((text) => text.mapped((character) => (chinese.test(character) ? ` ${character} ` : character)));
  if (config.strip_accents ?? config.lowercase ?? true) steps.push((text) => inForm(text, 'NFD').replaced(/\p{Mn}/gu, ''));
  if (config.lowercase ?? true) steps.push(lowercase);
  return (text) => steps.reduce((result, step) => step(result), text);
}

/** @param {string} character @returns {string} nothing for what cannot be seen, a space for all white space */
function cleaned(character) {
  if (/[\t\n\r]/.test(character)) return ' ';
  if (character === '\ufffd' || /[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/u.test(character)) return '';
  return /\p{White_Space}/u.test(character) ? ' ' : character;
}
