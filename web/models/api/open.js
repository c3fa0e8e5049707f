import { show } from '../../wasm/error.js';
import { describe } from '../families/describe.js';
import { openCheckpoint } from '../files/checkpoint.js';
import { readTensors } from '../files/read-tensors.js';
import { ModelError } from '../model-error.js';
import { HeldTensors, heldBytes } from '../runtime/held-tensors.js';
import { ModelsInstance } from '../runtime/instance.js';
import { usesOf } from '../runtime/uses.js';
import { openTokenizer } from '../tokens/tokenizer.js';
import { Model } from './model.js';
import { checkOptions, checkSignal } from './options.js';

/** @import { Checkpoint } from '../files/checkpoint.js' */
/** @import { Precision } from '../runtime/held-tensors.js' */

/**
 * @typedef {object} OpenOptions
 * @property {Precision} [precision] how matrices are held: `stored`, the default, as the files have them; `f32`; or `int8`, with a
 *   scale for each row: a quarter of the memory of float32, and other digits. Matrices in blocks of GGUF stay as they are
 * @property {AbortSignal} [signal]
 * @property {(progress: { read: number, total: number }) => void} [onProgress] bytes of the files
 * @property {import('./module.js').WasmSource} [wasm] the module, if not from the package itself
 * @property {import('./module.js').Simd} [simd] the build of the module that must run
 */

/** The most that a module's memory can have, less what a run needs at least. */
const MOST_BYTES = 2 ** 32 - 2 ** 26;

/** What is allocated beside the weights while they are read: rows that wait to become other numbers, and what aligns each block. */
const BESIDE_BYTES = 2 ** 23;

/** What a checkpoint is and will take, before its weights are read. @typedef {{ family: string, architecture: string, format: string, parameters: number, fileBytes: number, memoryBytes: number }} ModelFacts */

/**
 * Opens the files of a model: nothing leaves the machine.
 * @callback OpenModel
 * @param {any} files one or more: File, Blob, URL; in Node.js paths too, of files or of a folder
 * @param {OpenOptions} [options]
 * @returns {Promise<Model>}
 * @throws {ModelError} what cannot be used, what was expected, what came
 */

/**
 * @param {(options: OpenOptions) => Promise<WebAssembly.Module>} loadModule
 * @param {(files: any, options: { signal?: AbortSignal }) => Promise<Checkpoint>} [open]
 * @returns {OpenModel}
 */
export function openerOf(loadModule, open = openCheckpoint) {
  return async (files, options = {}) => {
    checkOpenOptions(options);
    const checkpoint = await open(files, options);
    return openWeights(checkpoint, await loadModule(options), options);
  };
}

/** @param {OpenOptions} options */
function checkOpenOptions(options) {
  checkOptions(options, ['precision', 'signal', 'onProgress', 'wasm', 'simd']);
  const { precision = 'stored', signal, onProgress } = options;
  if (!['stored', 'f32', 'int8'].includes(precision)) throw new ModelError('precision', `expected stored, f32 or int8, got ${show(precision)}`);
  checkSignal(signal);
  if (onProgress !== undefined && typeof onProgress !== 'function') throw new ModelError('onProgress', `expected a function, got ${show(onProgress)}`);
}

/** @param {Checkpoint} checkpoint @param {Precision} [precision] @returns {ModelFacts} */
export function factsOf(checkpoint, precision = 'stored') {
  const { description } = describe(checkpoint.config, checkpoint.tensors);
  const uses = usesOf(description);
  let parameters = 0;
  for (const [name, { isScales }] of uses) if (!isScales) parameters += checkpoint.tensors.get(name)?.shape.reduce((product, length) => product * length, 1) ?? 0;
  return {
    family: description.family, architecture: description.architecture, format: checkpoint.format, parameters,
    fileBytes: checkpoint.bytes, memoryBytes: heldBytes(checkpoint.tensors.values(), uses, precision),
  };
}

/** @param {Checkpoint} checkpoint @param {WebAssembly.Module} compiled @param {OpenOptions} options @returns {Promise<Model>} */
async function openWeights(checkpoint, compiled, { precision = 'stored', signal, onProgress }) {
  const { description } = describe(checkpoint.config, checkpoint.tensors);
  const uses = usesOf(description);
  const bytes = heldBytes(checkpoint.tensors.values(), uses, precision);
  if (bytes > MOST_BYTES) {
    throw new ModelError('precision', `expected weights of at most ${gigabytes(MOST_BYTES)}, which is what a tab can hold, got ${gigabytes(bytes)}${precision === 'int8' ? '' : ": 'int8' takes less"}`);
  }
  const tokenizer = hasVocabulary(checkpoint) ? openTokenizer(checkpoint.vocabulary) : undefined;
  const held = new HeldTensors(new ModelsInstance(compiled), uses, precision);
  try {
    held.instance.reserve(bytes + BESIDE_BYTES, 'weights');
    await readTensors(checkpoint, [...uses.keys()], held, { signal, onProgress });
    return new Model(held, description, tokenizer);
  } catch (error) {
    held.close();
    throw error;
  }
}

/** Files that only say more of a vocabulary are none. @param {Checkpoint} checkpoint */
function hasVocabulary({ vocabulary }) {
  const { tokenizerJson, vocabTxt, vocabJson, mergesTxt, spiece, gguf, llama2c } = vocabulary;
  return [tokenizerJson, vocabTxt, vocabJson && mergesTxt, spiece, gguf, llama2c].some((file) => file !== undefined);
}

/** @param {number} bytes */
const gigabytes = (bytes) => `${(bytes / 1e9).toFixed(1)} GB`;
