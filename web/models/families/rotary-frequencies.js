/**
 * The angles by which a rotary embedding turns a head's pairs (Su et al., "RoFormer: Enhanced Transformer with Rotary Position
 * Embedding", 2021), and the scalings that stretch them for longer texts.
 */

/**
 * @import { Rotary } from '../description.js'
 * @import { ConfigFields } from './config-fields.js'
 * @import { LayerType } from './layer-types.js'
 *
 * @typedef {{ frequencies: Float64Array, factor?: number }} Turning
 * @typedef {(frequencies: Float64Array, rope: ConfigFields, theta: number, fields: ConfigFields) => Turning} Scaling
 */

import { ModelError } from '../model-error.js';

/** A larger one is a mistake, and would take all memory. */
const mostHeadSize = 2 ** 16;

/** Each scaling, and the fields that it has. @type {Record<string, { scale: Scaling, names: string[] }>} */
const scalings = {
  default: { scale: (frequencies) => ({ frequencies }), names: [] },
  linear: { scale: linear, names: ['factor'] },
  llama3: { scale: llama3, names: ['factor', 'low_freq_factor', 'high_freq_factor', 'original_max_position_embeddings'] },
  yarn: { scale: yarn, names: ['factor', 'attention_factor', 'beta_fast', 'beta_slow', 'original_max_position_embeddings'] },
};

/**
 * @typedef {object} RotaryFields
 * @property {string} theta where old files have it
 * @property {number} [fallback] where no file need have it
 * @property {LayerType} [type] of the layers, where a model has two kinds of them and new files an object for each
 * @property {boolean} [isNeverScaled] rope_scaling is not for these layers
 */

/**
 * @param {ConfigFields} fields
 * @param {number} headSize
 * @param {RotaryFields} where
 * @returns {Rotary}
 */
export function rotaryOf(fields, headSize, { theta: field, fallback, type, isNeverScaled = false }) {
  fields.mustBe('partial_rotary_factor', 1);
  const isRight = headSize % 2 === 0 && headSize <= mostHeadSize;
  if (!isRight) throw new ModelError('config.head_dim', `expected an even number up to ${mostHeadSize}, as pairs are turned, got ${headSize}`);
  const rope = ropeOf(fields, type, isNeverScaled);
  const theta = thetaOf(fields, rope, field, fallback);
  const frequencies = Float64Array.from({ length: headSize / 2 }, (_, t) => theta ** ((-2 * t) / headSize));
  const pairs = fields.booleanOr('rope_interleaved', false) ? 'interleaved' : 'half';
  return { pairs, ...(rope ? scaled(fields, rope, frequencies, theta) : { frequencies }) };
}

/**
 * @param {ConfigFields} fields
 * @param {LayerType | undefined} type
 * @param {boolean} isNeverScaled
 * @returns {ConfigFields | undefined}
 */
function ropeOf(fields, type, isNeverScaled) {
  if (fields.has('rope_parameters')) {
    if (fields.has('rope_scaling')) throw fields.error('rope_scaling', 'none beside rope_parameters');
    const rope = fields.object('rope_parameters');
    return type ? rope.object(type) : rope;
  }
  return fields.has('rope_scaling') && !isNeverScaled ? fields.object('rope_scaling') : undefined;
}

/**
 * @param {ConfigFields} fields
 * @param {ConfigFields | undefined} rope
 * @param {string} field
 * @param {number} [fallback]
 * @returns {number}
 */
function thetaOf(fields, rope, field, fallback) {
  const inner = rope?.positiveOr('rope_theta', undefined);
  const outer = fields.positiveOr(field, undefined);
  const isOne = inner === undefined || outer === undefined || inner === outer;
  if (!isOne) throw fields.error(field, `${inner} as in the rope's own fields`);
  return inner ?? outer ?? fallback ?? fields.positive(field);
}

/**
 * @param {ConfigFields} fields
 * @param {ConfigFields} rope
 * @param {Float64Array} frequencies
 * @param {number} theta
 * @returns {Turning}
 */
function scaled(fields, rope, frequencies, theta) {
  const type = rope.choice(['rope_type', 'type'], Object.keys(scalings));
  const { scale, names } = scalings[type];
  rope.mustBe('partial_rotary_factor', 1);
  const known = ['rope_type', 'type', 'rope_theta', 'partial_rotary_factor', ...names];
  const unknown = rope.names().find((name) => rope.has(name) && !known.includes(name));
  if (unknown !== undefined) throw rope.error(unknown, `no such field of a rope of type ${type}`);
  return scale(frequencies, rope, theta, fields);
}

/** @type {Scaling} */
function linear(frequencies, rope) {
  const factor = rope.positive('factor');
  return { frequencies: frequencies.map((frequency) => frequency / factor) };
}

/** Llama 3.1's: long waves are stretched, short ones stay, and between them one passes into the other. @type {Scaling} */
function llama3(frequencies, rope) {
  const factor = rope.positive('factor');
  const low = rope.positive('low_freq_factor');
  const high = rope.positive('high_freq_factor');
  const trained = rope.integer('original_max_position_embeddings');
  if (high <= low) throw rope.error('high_freq_factor', `more than low_freq_factor, ${low}`);
  return {
    frequencies: frequencies.map((frequency) => {
      const turns = (trained * frequency) / (2 * Math.PI);
      const kept = clamped((turns - low) / (high - low));
      return (1 - kept) * (frequency / factor) + kept * frequency;
    }),
  };
}

/**
 * Peng et al., "YaRN: Efficient Context Window Extension of Large Language Models", 2023: frequencies that turn often within the
 * trained length stay, and rare ones are divided, with a ramp between them that begins and ends at whole indices.
 * @type {Scaling}
 */
function yarn(frequencies, rope, theta, fields) {
  const factor = rope.positive('factor');
  const trained = rope.integerOr('original_max_position_embeddings', undefined) ?? fields.integer('max_position_embeddings');
  const indexOf = (/** @type {number} */ turns) => (
    (frequencies.length * Math.log(trained / (turns * 2 * Math.PI))) / Math.log(theta));
  const first = Math.max(Math.floor(indexOf(rope.positiveOr('beta_fast', 32))), 0);
  const last = Math.min(Math.ceil(indexOf(rope.positiveOr('beta_slow', 1))), 2 * frequencies.length - 1);
  const length = last === first ? 0.001 : last - first;
  return {
    frequencies: frequencies.map((frequency, t) => {
      const divided = clamped((t - first) / length);
      return divided * (frequency / factor) + (1 - divided) * frequency;
    }),
    factor: rope.positiveOr('attention_factor', factor > 1 ? 0.1 * Math.log(factor) + 1 : 1),
  };
}

/** @param {number} value */
const clamped = (value) => Math.min(Math.max(value, 0), 1);
