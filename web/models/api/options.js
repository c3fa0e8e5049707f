// What is asked for beside the input, checked.
import { show } from '../../wasm/error.js';
import { ModelError } from '../model-error.js';

/** @import { Layer } from '../description.js' */
/** @import { RunKind } from '../runtime/stack-run.js' */

/**
 * @param {unknown} options
 * @param {string[]} names that they may have
 * @throws {ModelError} no object; another name
 */
export function checkOptions(options, names) {
  if (typeof options !== 'object' || options === null) throw new ModelError('options', `expected an object, got ${show(options)}`);
  for (const name of Object.keys(options)) {
    if (!names.includes(name)) throw new ModelError(name, `expected one of ${names.join(', ')}, got an unknown name`);
  }
}

/** @param {AbortSignal} [signal] @throws {ModelError} */
export function checkSignal(signal) {
  if (signal !== undefined && typeof signal?.throwIfAborted !== 'function') throw new ModelError('signal', `expected an AbortSignal, got ${show(signal)}`);
}

/** @param {unknown} without @returns {[number, number, import('./model.js').AttentionKind?][]} @throws {ModelError} */
export function headsOf(without = []) {
  if (!Array.isArray(without)) throw new ModelError('without', `expected a list of [layer, head] or [layer, head, kind], got ${show(without)}`);
  const wrong = without.findIndex((place) => !Array.isArray(place));
  if (wrong >= 0) throw new ModelError(`without[${wrong}]`, `expected [layer, head] or [layer, head, kind], got ${show(without[wrong])}`);
  return without;
}

/** @param {Layer[]} layers @param {unknown} layer @param {unknown} head @param {RunKind} kind */
export function checkHead(layers, layer, head, kind) {
  const isPlace = (/** @type {any} */ place, /** @type {number} */ count) => Number.isInteger(place) && place >= 0 && place < count;
  if (!isPlace(layer, layers.length)) throw new ModelError('layer', `expected a whole number from 0 to ${layers.length - 1}, got ${show(layer)}`);
  const { attention, cross } = layers[/** @type {number} */ (layer)];
  const { heads } = kind === 'cross' && cross ? cross : attention;
  if (!isPlace(head, heads)) throw new ModelError('head', `expected a whole number from 0 to ${heads - 1}, got ${show(head)}`);
}
