/** Makes the description of a model of its config and of the names and shapes of its tensors. */

/**
 * @import { Description } from '../description.js'
 * @import { TensorHead } from './tensor-taker.js'
 */

import { ModelError } from '../model-error.js';
import { describeBert } from './bert.js';
import { describeClip } from './clip.js';
import { ConfigFields } from './config-fields.js';
import { describeDinov2 } from './dinov2.js';
import { describeDistilbert } from './distilbert.js';
import { describeGpt2 } from './gpt2.js';
import { describeLlama, llamaTypes } from './llama.js';
import { describeMarian } from './marian.js';
import { describeModernbert } from './modernbert.js';
import { describeMpnet } from './mpnet.js';
import { describeRoberta } from './roberta.js';
import { describeT5 } from './t5.js';
import { TensorTaker } from './tensor-taker.js';
import { describeUniversalSentenceEncoder } from './universal-sentence-encoder.js';
import { describeVit } from './vit.js';
import { describeWhisper } from './whisper.js';

/** By the config's model_type. @type {Record<string, (fields: ConfigFields, taker: TensorTaker) => Description>} */
const families = {
  bert: describeBert,
  clip: describeClip,
  dinov2: describeDinov2,
  distilbert: describeDistilbert,
  gpt2: describeGpt2,
  marian: describeMarian,
  modernbert: describeModernbert,
  mpnet: describeMpnet,
  roberta: describeRoberta,
  t5: describeT5,
  'universal-sentence-encoder-lite': describeUniversalSentenceEncoder,
  vit: describeVit,
  whisper: describeWhisper,
  ...Object.fromEntries(llamaTypes.map((type) => [type, describeLlama])),
};

/**
 * @param {unknown} config the parsed config.json
 * @param {Map<string, TensorHead>} tensors of all files of the checkpoint
 * @returns {{ description: Description, ignored: string[] }} the tensors that are ignored are buffers, and copies of others
 * @throws {ModelError} at a field or a tensor that is missing, wrong, or not known
 */
export function describe(config, tensors) {
  const fields = new ConfigFields(config);
  if (!(tensors instanceof Map)) throw new ModelError('tensors', `expected a Map, got ${typeof tensors}`);
  const family = families[fields.choice('model_type', Object.keys(families))];
  fields.mustBe('quantization_config', null);
  const taker = new TensorTaker(tensors);
  const description = family(fields, taker);
  return { description, ignored: taker.finish(description.architecture) };
}
