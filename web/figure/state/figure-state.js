/** Reading a state: its fields as schema.js has them, and what they must have in common. */

import { SCORES } from '../../engine/generated/boundary.js';
import { check, counted, told } from './figure-error.js';
import { readField, readList, readName, readRecord } from './fields.js';
import { sizesOf, withNames } from './figure-vectors.js';
import { figureNormalizers } from './methods.js';
import { dataNames, initialOf, lookNames, schema, stateNames } from './schema.js';

/**
 * @import { ScoreName } from '../../engine/index.js'
 * @import { Sizes } from './figure-vectors.js'
 * @import { NormalizerName } from './methods.js'
 * @import { FigureState } from './schema.js'
 */

/**
 * @param {unknown} plain an object with some of the fields of a state, numbers also as tensor-input.js takes them; null and
 *   undefined are not given
 * @returns {FigureState} a complete copy. The view is heatmap, bars for one query
 * @throws {FigureError}
 */
export function readState(plain) {
  const fields = readRecord('state', plain, stateNames);
  const vectors = withNames(readEach(fields, dataNames, null));
  const sizes = sizesOf(vectors);
  /** @type {FigureState} */
  const state = { ...vectors, ...readEach(fields, lookNames, sizes) };
  state.view ??= sizes.Tq === 1 ? 'bars' : 'heatmap';
  checkLooks(state, sizes);
  const { compare } = state;
  if (compare === 'score' || compare === 'normalizer') state.compared = readCompared(fields.compared ?? [], compare);
  return state;
}

/**
 * @param {Record<string, unknown>} fields
 * @param {readonly (keyof FigureState)[]} names
 * @param {any} sizes null for the data, from which they come
 * @returns {any} those fields, each as it is given, or else as it is initially
 */
function readEach(fields, names, sizes) {
  return Object.fromEntries(names.map((name) => {
    const { read } = schema[name];
    const isGiven = read && fields[name] != null;
    return [name, isGiven ? readField(name, () => read(name, fields[name], sizes)) : initialOf(name)];
  }));
}

/** @param {FigureState} state @param {Sizes} sizes */
function checkLooks({ view, domain, compare, weights, shows }, sizes) {
  check(domain === null || domain[0] < domain[1], 'domain', 'range', 'the least before the most', told(`${domain?.join(' ')}`));
  const components = sizes.D === 2 ? sizes.Dv : sizes.D;
  check(view !== 'plane' || components === 2, 'view', 'shape', 'vectors of 2 numbers for a plane', told(counted(components, 'number')));
  const onlyWeights = weights ? 'weights = […]' : view === 'links' || view === 'plane' ? `view = ${view}` : '';
  check(shows === 'weights' || !onlyWeights, 'shows', 'option', `weights (${onlyWeights})`, shows);
  if (compare === 'head') {
    check(sizes.H > 1, 'compare', 'shape', 'more than one head', told(counted(sizes.H, 'head')));
  } else if (compare !== null) {
    // No score function and no normaliser can make finished weights anew.
    check(!weights, 'compare', 'option', sizes.H > 1 ? 'heads, as the weights are finished' : 'queries and keys instead of weights', compare);
  }
}

/**
 * @param {unknown} value
 * @param {'score' | 'normalizer'} compare
 * @returns {(ScoreName | NormalizerName)[]}
 */
function readCompared(value, compare) {
  const known = /** @type {readonly (ScoreName | NormalizerName)[]} */ (compare === 'score' ? SCORES : figureNormalizers);
  const names = readField('compared', () => readList('compared', value, 2, 4, (place, name) => readName(place, name, known), 'name'));
  check(new Set(names).size === names.length, 'compared', 'value', 'different names', told(names.join(' ')));
  return names;
}
