/** A model that is open, and what the page has to know of it. */

import { web } from '../../../engine/web.js';
import { moduleLoader } from '../../../models/api/module.js';
import { factsOf, openerOf } from '../../../models/api/open.js';
import { openCheckpoint } from '../../../models/files/checkpoint.js';

/**
 * @import { Model } from '../../../models/api/model.js'
 * @import { PatchEmbedding, Stack } from '../../../models/description.js'
 * @import { Checkpoint } from '../../../models/files/checkpoint.js'
 * @import { Precision } from '../../../models/runtime/held-tensors.js'
 * @import { OpenFacts, PictureFacts } from './messages.js'
 *
 * @typedef {{ model: Model, checkpoint: Checkpoint, facts: OpenFacts }} OpenedModel
 */

/** Pages keep to one build of the module: the same numbers everywhere. */
const simd = 'base';

const loadModule = moduleLoader({
  read: web.read,
  builds: {
    base: () => new URL('./attention-models.wasm', import.meta.url),
    relaxed: () => new URL('./attention-models-relaxed.wasm', import.meta.url),
  },
});

/**
 * @param {(File | string)[]} files
 * @param {{ precision: Precision, signal: AbortSignal, onProgress: (progress: { read: number, total: number }) => void }} options
 * @returns {Promise<OpenedModel>}
 */
export async function openModel(files, { precision, signal, onProgress }) {
  const checkpoint = await openCheckpoint(files, { signal });
  const open = openerOf(loadModule, async () => checkpoint);
  const model = await open(files, { precision, signal, onProgress, simd });
  const { family, architecture, format, parameters, memoryBytes } = factsOf(checkpoint, precision);
  return { model, checkpoint, facts: { family, architecture, format, parameters, memoryBytes, ...abilitiesOf(model, checkpoint) } };
}

/** @param {Model} model @param {Checkpoint} checkpoint */
function abilitiesOf(model, checkpoint) {
  const { description, tokenizer, hasTwoStacks } = model;
  const stacks = Object.values(description.stacks);
  const main = model.stack(model.placeOf('self').stack).description;
  const takesTokens = (hasTwoStacks ? stacks[0] : main).embedding.input === 'tokens';
  return {
    attentions: attentionsOf(model),
    positions: description.positions,
    hasVocabulary: tokenizer !== undefined,
    hasTwoStacks,
    takesTokens,
    picture: pictureOf(stacks, description.family, checkpoint.preprocessorConfig),
    canWrite: description.heads.logits !== undefined && main.isCausal && takesTokens,
    canCompare: takesTokens && tokenizer !== undefined && !stacks[0].isCausal,
    maskToken: maskTokenOf(model),
  };
}

/** @param {Model} model @returns {OpenFacts['attentions']} */
function attentionsOf({ description: { stacks }, hasTwoStacks }) {
  const names = Object.keys(stacks);
  const own = names.map((name) => {
    const kind = /** @type {OpenFacts['attentions'][number]['kind']} */ (name === 'decoder' || names.length === 1 ? 'self' : name);
    const { heads, headSize } = stacks[name].layers[0].attention;
    return { kind, layers: stacks[name].layers.length, heads, headSize };
  });
  const cross = hasTwoStacks ? stacks.decoder.layers.flatMap(({ cross: attention }) => attention ?? []) : [];
  return cross.length === 0 ? own : [...own, { kind: 'cross', layers: cross.length, heads: cross[0].heads, headSize: cross[0].headSize }];
}

/** What pictures are usually brought to, where no preprocessor_config.json says it. @type {Record<string, { mean: number[], deviation: number[] }>} */
const usualColors = {
  clip: { mean: [0.48145466, 0.4578275, 0.40821073], deviation: [0.26862954, 0.26130258, 0.27577711] },
  dinov2: { mean: [0.485, 0.456, 0.406], deviation: [0.229, 0.224, 0.225] },
};

/**
 * @param {Stack[]} stacks
 * @param {string} family
 * @param {Record<string, unknown> | null} config
 * @returns {PictureFacts | null}
 */
function pictureOf(stacks, family, config) {
  const embedding = /** @type {PatchEmbedding | undefined} */ (stacks.map((stack) => stack.embedding).find(({ input }) => input === 'pixels'));
  if (!embedding) return null;
  const { channels, imageSize } = embedding;
  const usual = usualColors[family] ?? { mean: Array(channels).fill(0.5), deviation: Array(channels).fill(0.5) };
  return {
    channels,
    imageSize,
    mean: numbersOf(config?.image_mean, channels) ?? usual.mean,
    deviation: numbersOf(config?.image_std, channels) ?? usual.deviation,
    isCropped: (config?.do_center_crop ?? family in usualColors) === true,
  };
}

/** @param {unknown} value @param {number} count @returns {number[] | null} */
function numbersOf(value, count) {
  return Array.isArray(value) && value.length === count && value.every((number) => Number.isFinite(number)) ? value : null;
}

/** @param {Model} model @returns {string | null} the token of a masked word, where the model guesses such words */
function maskTokenOf({ description, tokenizer }) {
  const [stack] = Object.values(description.stacks);
  if (!description.heads.logits || stack.isCausal || !tokenizer) return null;
  const { mask } = description.ids;
  if (mask !== undefined) return tokenizer.tokenText(mask) ?? null;
  return ['[MASK]', '<mask>'].find((token) => tokenizer.idOf(token) !== undefined) ?? null;
}
