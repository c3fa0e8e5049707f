/** The post-processors of a tokenizer.json: the special tokens around one text or two, and what belongs to which. */

import { ModelError } from '../model-error.js';
import { byteCharacters } from './byte-characters.js';

/**
 * @typedef {object} Token
 * @property {number} id
 * @property {string} text what it stands for, once the text was normalized
 * @property {[start: number, end: number] | null} offsets
 * @property {number} typeId
 * @property {boolean} isAdded it stands for nothing in the text
 */

/** @typedef {{ first: Token[], second?: Token[], whole?: Token[] }} Sequences whole: once the special tokens are there */
/** @typedef {(sequences: Sequences, addsSpecial: boolean) => Sequences} PostProcessor */

/** @type {Record<string, (config: any, argument: string) => PostProcessor>} */
const postProcessors = {
  Sequence: ({ processors }, argument) => {
    const all = processors.map((/** @type {any} */ step, /** @type {number} */ index) => openPostProcessor(step, `${argument}.processors[${index}]`));
    return (sequences, addsSpecial) => all.reduce((/** @type {Sequences} */ result, /** @type {PostProcessor} */ process) => process(result, addsSpecial), sequences);
  },
  ByteLevel: ({ trim_offsets: trims = true, add_prefix_space: addsSpace = true }) => (sequences) => (trims ? trimmed(sequences, addsSpace) : sequences),
  BertProcessing: ({ cls: [, cls], sep: [, sep] }) => (sequences, addsSpecial) => {
    if (!addsSpecial) return sequences;
    const { first, second } = sequences;
    return { ...sequences, whole: [special(cls, 0), ...first, special(sep, 0), ...(second ? [...second, special(sep, 1)] : [])] };
  },
  RobertaProcessing: ({ cls: [, cls], sep: [, sep], trim_offsets: trims = true, add_prefix_space: addsSpace = true }) => (sequences, addsSpecial) => {
    const { first, second } = ofOneType(trims ? trimmed(sequences, addsSpace) : sequences);
    if (!addsSpecial) return { first, second };
    return { first, second, whole: [special(cls, 0), ...first, special(sep, 0), ...(second ? [special(sep, 0), ...second, special(sep, 0)] : [])] };
  },
  TemplateProcessing: ({ single, pair, special_tokens: specialTokens }, argument) => {
    checkTemplate([...single, ...pair ?? []], specialTokens, argument);
    return (sequences, addsSpecial) => ({ ...sequences, whole: filledTemplate(sequences.second ? pair : single, specialTokens, sequences, addsSpecial) });
  },
};

/**
 * @param {any} config
 * @param {string} argument
 * @returns {PostProcessor}
 */
export function openPostProcessor(config, argument = 'tokenizer.json: post_processor') {
  if (!config) return (sequences) => sequences;
  if (!Object.hasOwn(postProcessors, config.type)) throw new ModelError(`${argument}.type`, `expected ${Object.keys(postProcessors).join(', ')}, got ${config.type}`);
  return postProcessors[config.type](config, argument);
}

/** @param {Sequences} sequences @returns {Token[]} in their order */
export const wholeOf = ({ first, second, whole }) => whole ?? [...first, ...second ?? []];

/** @param {number} id @param {number} typeId @returns {Token} */
const special = (id, typeId) => ({ id, text: '', offsets: null, typeId, isAdded: true });

/** @typedef {{ SpecialToken?: { id: string, type_id: number }, Sequence?: { id: string, type_id: number } }} TemplateItem */

/** @param {TemplateItem[]} items @param {Record<string, { ids: number[] }>} specialTokens @param {string} argument */
function checkTemplate(items, specialTokens, argument) {
  const missing = items.find(({ SpecialToken: token }) => token && !Array.isArray(specialTokens?.[token.id]?.ids));
  if (missing) throw new ModelError(`${argument}.special_tokens`, `expected the ids of ${missing.SpecialToken?.id}, got none`);
}

/**
 * @param {TemplateItem[]} template
 * @param {Record<string, { ids: number[] }>} specialTokens
 * @param {Sequences} sequences
 * @param {boolean} addsSpecial
 * @returns {Token[]}
 */
function filledTemplate(template, specialTokens, { first, second = [] }, addsSpecial) {
  return template.flatMap(({ SpecialToken: token, Sequence: sequence }) => {
    if (sequence) return (sequence.id === 'A' ? first : second).map((each) => ({ ...each, typeId: sequence.type_id }));
    return token && addsSpecial ? specialTokens[token.id].ids.map((id) => special(id, token.type_id)) : [];
  });
}

/** @param {Sequences} sequences @returns {Sequences} RoBERTa tells the two texts apart by its tokens alone */
function ofOneType({ first, second }) {
  const [one, other] = [first, second].map((tokens) => tokens?.map((token) => ({ ...token, typeId: 0 })));
  return { first: one ?? [], second: other };
}

/** @param {Sequences} sequences @param {boolean} addsSpace @returns {Sequences} offsets without white space */
function trimmed({ first, second }, addsSpace) {
  const trim = (/** @type {Token} */ token, /** @type {number} */ index) => ({ ...token, offsets: trimmedOffsets(token, index, addsSpace) });
  return { first: first.map(trim), second: second?.map(trim) };
}

const space = byteCharacters[0x20];
const spacesBefore = new RegExp(`^[${space}\\p{White_Space}]*`, 'u');
const spacesBehind = new RegExp(`[${space}\\p{White_Space}]*$`, 'u');

/** @param {Token} token @param {number} index @param {boolean} addsSpace @returns {Token['offsets']} */
function trimmedOffsets({ text, offsets }, index, addsSpace) {
  if (!offsets) return null;
  const [start, end] = offsets;
  const isPrefixed = addsSpace && (index === 0 || start === 0);
  const before = spacesBefore.exec(text)?.[0].length ?? 0;
  const behind = text.length - text.search(spacesBehind);
  const from = Math.min(start + Math.max(before - (isPrefixed ? 1 : 0), 0), end);
  return [from, end >= behind ? Math.max(end - behind, from) : end];
}
