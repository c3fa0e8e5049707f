// Descriptions of families against checkpoints whose numbers are known: the definition follows a description of the checkpoint's
// config and tensors, and must give those numbers.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describe } from '../../web/models/families/describe.js';
import { checkpointNames, checkpointsMissing, readCheckpoint } from './models-checkpoints.js';
import { computeModel } from './models-definition.js';

/**
 * @import { Description } from '../../web/models/description.js'
 * @import { ModelInput, ModelResult, StackResult } from './models-definition.js'
 * @import { Checkpoint } from './models-checkpoints.js'
 * @typedef {{ expected: number[], got: number[], isKept: boolean[] }} Compared isKept by row: those of padding are left out
 */

/** Of the largest value: the expected numbers are given to nine digits. */
const tolerance = 1e-8;

/** @param {Record<string, any>} given an entry of expected.json @returns {ModelInput} */
const inputOf = (given) => ({
  ids: given.ids,
  tokenTypes: given.token_type_ids,
  mask: given.attention_mask,
  decoderIds: given.decoder_ids,
  pixels: given.pixels,
  features: given.mel,
});

/**
 * The names in expected.json of what a stack gives. "of the decoder where there are two stacks": those without a prefix.
 * @type {Record<string, (stack: StackResult) => unknown>}
 */
const stackValues = {
  attentions: (stack) => stack.attentions,
  cross_attentions: (stack) => stack.crossAttentions,
  hidden: (stack) => stack.hidden,
};

/** @type {Record<string, string>} */
const headNames = {
  logits: 'logits',
  pooled: 'pooled',
  class_logits: 'classLogits',
  seq_relationship_logits: 'sequenceRelationship',
  text_embeds: 'textEmbeds',
  image_embeds: 'imageEmbeds',
  text_pooled: 'textPooled',
  vision_pooled: 'visionPooled',
};

/** Of a checkpoint's input, not of its output. */
const inputNames = ['ids', 'decoder_ids', 'token_type_ids', 'attention_mask', 'tokens', 'decoder_tokens', 'pixels', 'mel'];
const labels = ['family', 'case', 'architecture', 'weights', 'float32_difference', 'more'];

/**
 * @param {string} name of expected.json
 * @param {Description} description
 * @param {ModelResult} result
 * @returns {{ stack: string, value: unknown }}
 */
function valueOf(name, description, { stacks, heads, logitsPerText }) {
  if (name === 'logits_per_text') return { stack: 'text', value: logitsPerText };
  const head = headNames[name];
  if (head) return { stack: description.heads[head]?.stack, value: heads[head] };
  const [, prefix, rest] = name.match(/^(?:(encoder|text|vision)_)?(.*)$/) ?? [];
  const main = stacks.decoder ? 'decoder' : Object.keys(stacks)[0];
  const stack = prefix ?? main;
  return { stack, value: stackValues[rest]?.(stacks[stack]) };
}

/**
 * @param {Record<string, any>} given an entry of expected.json
 * @param {string} name of one of its results
 * @param {Description} description
 * @param {ModelResult} result
 * @returns {Compared}
 */
function comparedOf(given, name, description, result) {
  const { stack, value } = valueOf(name, description, result);
  assert.ok(value !== undefined, `${name}: nothing gives it`);
  const expected = [given[name]].flat();
  const shape = expected[0].shape;
  const rows = expected.length * shape.slice(0, -1).reduce((/** @type {number} */ all, /** @type {number} */ n) => all * n, 1);
  const isMasked = ['text', 'encoder'].includes(stack) && given.attention_mask && rows > 1;
  const isKept = Array.from({ length: rows }, (_, row) => !isMasked || given.attention_mask[row % given.attention_mask.length] === 1);
  return { expected: expected.flatMap(({ data }) => data), got: /** @type {number[]} */ ([value].flat(5)), isKept };
}

/** @param {Compared} compared @returns {number} the largest difference, as a part of the largest value; NaN where sizes differ */
function differenceOf({ expected: data, got, isKept }) {
  if (got.length !== data.length) return NaN;
  const width = data.length / isKept.length;
  const largest = Math.max(...data.map(Math.abs));
  return Math.max(...data.map((value, i) => (isKept[Math.floor(i / width)] ? Math.abs(value - got[i]) / largest : 0)));
}

/** @param {Checkpoint} checkpoint @param {Record<string, any>} given */
function checkNumbers({ name, config, tensors }, given) {
  const { description } = describe(config, tensors);
  const result = computeModel(description, tensors, inputOf(given));
  for (const each of Object.keys(given).filter((key) => ![...inputNames, ...labels].includes(key))) {
    const difference = differenceOf(comparedOf(given, each, description, result));
    assert.ok(difference <= tolerance, `${name}, ${each}: ${difference} of the largest value`);
  }
}

for (const name of checkpointNames()) {
  test(`${name}: the description gives its numbers`, () => {
    const checkpoint = readCheckpoint(name);
    for (const given of [checkpoint.expected, ...checkpoint.expected.more ?? []]) checkNumbers(checkpoint, given);
  });
}

test('every family has two checkpoints or more, and there are 33', { skip: checkpointsMissing }, () => {
  const families = checkpointNames().map((name) => name.split('-')[0]);
  assert.equal(families.length, 33);
  assert.equal(new Set(families).size, 16);
});
