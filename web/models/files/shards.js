/** One .safetensors file, or shards of one model. */

import { isRecord } from '../../base/json-text.js';
import { shown } from '../../base/shown-value.js';
import { ModelError } from '../model-error.js';
import { baseName } from './recognise.js';
import { safetensorsIn } from './safetensors.js';
import { byName } from './stored-tensor.js';

/**
 * @import { Source } from './source.js'
 * @import { StoredTensor } from './stored-tensor.js'
 *
 * @typedef {{ source: Source, value: Record<string, unknown> }} Index
 */

/**
 * @param {Source[]} sources at least one
 * @param {Index} [index]
 * @returns {Promise<Map<string, StoredTensor>>}
 * @throws {ModelError} a file is no right one, a shard is missing, or files are of two models
 */
export async function tensorsOfShards(sources, index) {
  if (index === undefined) checkParts(sources);
  const tensors = [];
  for (const source of sources) tensors.push(...await safetensorsIn(source));
  const named = byName(tensors);
  if (index !== undefined) checkIndex(named, sources, index);
  return named;
}

/** model-00002-of-00003.safetensors */
const partName = /^(.*)-(\d+)-of-(\d+)\.safetensors$/;

/** Without an index, the names alone tell which files make one model. @param {Source[]} sources */
function checkParts(sources) {
  const [first] = sources;
  const [, stem, , count] = partName.exec(baseName(first.name)) ?? [];
  if (count === undefined && sources.length === 1) return;
  const names = sources.map(({ name }) => baseName(name));
  if (count === undefined) throw twoModels(names);
  const parts = Array.from({ length: Math.min(Number(count), mostParts) }, (_, i) => `${stem}-${String(i + 1).padStart(count.length, '0')}-of-${count}.safetensors`);
  const missing = parts.find((part) => !names.includes(part));
  if (missing !== undefined) throw new ModelError(missing, `expected ${Number(count)} shards, got all of these but this one: ${names.join(', ')}`);
  const strange = names.filter((name) => !parts.includes(name));
  if (strange.length > 0) throw twoModels([parts[0], ...strange]);
}

/** More than any model has: a name may hold any number. */
const mostParts = 100_000;

/** @param {string[]} names */
const twoModels = (names) => new ModelError('files', `expected one .safetensors file, or shards with model.safetensors.index.json, got ${names.join(', ')}`);

/** @param {Map<string, StoredTensor>} tensors @param {Source[]} sources @param {Index} index */
function checkIndex(tensors, sources, { source, value: { weight_map: map } }) {
  if (!isRecord(map)) throw new ModelError(`${source.name}, weight_map`, `expected files by the names of tensors, got ${shown(map)}`);
  for (const [name, file] of Object.entries(map)) {
    if (!tensors.has(name)) throw missingTensor(name, file, sources, source.name);
  }
  const strange = [...tensors.values()].find(({ name }) => !Object.hasOwn(map, name));
  if (strange) throw new ModelError(strange.source.name, `expected only tensors that ${source.name} names, got ${strange.name}: files of two models?`);
}

/** Shards are told by their tensors: a browser may have renamed a file. @param {string} tensor @param {unknown} file @param {Source[]} sources @param {string} index */
function missingTensor(tensor, file, sources, index) {
  const names = sources.map(({ name }) => baseName(name));
  if (names.includes(String(file))) return new ModelError(`${file}, ${tensor}`, `expected the tensor that ${index} names, got none`);
  return new ModelError(String(file), `expected this shard, which ${index} names, got only ${names.join(', ')}`);
}
