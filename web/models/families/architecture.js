/** What a config says about the model as a whole. */

/** @import { Description } from '../description.js' @import { ConfigFields } from './config-fields.js' */

/**
 * @param {ConfigFields} fields
 * @param {string[]} known the model without a head first: it is meant where the config names none
 * @returns {string}
 */
export function architectureOf(fields, known) {
  if (!fields.has('architectures')) return known[0];
  const [architecture, ...others] = fields.choices('architectures', known);
  if (architecture === undefined || others.length > 0) throw fields.error('architectures', 'a list of one');
  return architecture;
}

/** No model is deeper: a config that says so is wrong, and must not take all memory before a tensor is missed. */
const mostLayers = 4096;

/** @param {ConfigFields} fields @param {string} [field] @returns {number} */
export const layerCount = (fields, field = 'num_hidden_layers') => fields.integer(field, 1, mostLayers);

/**
 * @param {ConfigFields} fields
 * @param {string} [heads] the field that counts the heads
 * @param {string} [width]
 * @returns {number} the size of a head, where the config does not tell it
 */
export function dividedHeadSize(fields, heads = 'num_attention_heads', width = 'hidden_size') {
  const headSize = fields.integer(width) / fields.integer(heads);
  if (!Number.isInteger(headSize)) throw fields.error(heads, `a divisor of ${width}, ${fields.integer(width)}`);
  return headSize;
}

/** @param {ConfigFields} fields @returns {number} classes that a classifier tells apart; two where the config does not say */
export function labelCount(fields) {
  if (!fields.has('id2label')) return fields.integerOr('num_labels', 2);
  return fields.object('id2label').names().length;
}

/** @param {ConfigFields} fields @returns {Description['ids']} */
export function idsOf(fields) {
  const ids = {
    bos: fields.id('bos_token_id'),
    eos: fields.ids('eos_token_id'),
    padding: fields.id('pad_token_id'),
    decoderStart: fields.id('decoder_start_token_id'),
    mask: fields.id('mask_token_id'),
  };
  return Object.fromEntries(Object.entries(ids).filter(([, id]) => id !== undefined));
}
