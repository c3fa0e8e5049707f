/** The sets whose heads are shown small at a time: how each is prepared, surveyed and coloured. */

import { batchOf } from '../files/batch.js';
import { Preparation } from './preparing.js';
import { Survey } from './survey.js';
import { shownSets } from './view-state.js';

/**
 * @import { AttentionSet } from '../files/axes.js'
 * @import { ViewState } from './view-state.js'
 *
 * @typedef {{ across: number, high: number }} Size of a picture of a head, in device pixels
 * @typedef {{ set: AttentionSet, preparation: Preparation }} Part of a grid, as far as its size depends on it
 *
 * @typedef {object} Grid the heads of one set
 * @property {number} index of the set
 * @property {AttentionSet} set
 * @property {string} way in which it is prepared
 * @property {Preparation} preparation
 * @property {number} batch
 * @property {Survey} survey
 */

/**
 * @param {ViewState} view
 * @param {AttentionSet[]} sets
 * @param {Grid[]} before what can be kept of them is kept
 * @param {(parts: Part[]) => Size[]} sizesFor
 * @returns {Grid[]}
 */
export function gridsOf(view, sets, before, sizesFor) {
  const way = JSON.stringify([view.words, view.withoutFirst, view.withoutSpecials]);
  const parts = shownSets(view, sets).map((index) => {
    const set = sets[index];
    const known = before.find((grid) => grid.set === set && grid.way === way);
    return { index, set, way, known, preparation: known?.preparation ?? new Preparation(set, view), batch: batchOf(set, view.batch) };
  });
  const sizes = sizesFor(parts);
  return parts.map(({ known, ...part }, order) => (known?.batch === part.batch ? { ...known, index: part.index } : surveyed(part, sizes[order])));
}

/** @param {Omit<Grid, 'survey'>} part @param {Size} size @returns {Grid} */
const surveyed = (part, size) => ({ ...part, survey: new Survey(part.set, part.preparation, size, part.batch) });

/** @param {Grid[]} grids @param {Size[]} sizes @returns {Grid[]} the same where pictures of these sizes would not differ */
export const resized = (grids, sizes) => grids.map((grid, order) => (grid.survey.fits(sizes[order]) ? grid : surveyed(grid, sizes[order])));

/** @param {Survey[]} surveys @param {AbortSignal} signal @param {(share: number) => void} onProgress after each slice */
export async function surveyAll(surveys, signal, onProgress) {
  for (const [order, survey] of surveys.entries()) {
    if (!survey.isDone) await survey.run(signal, (share) => onProgress((order + share) / surveys.length));
  }
}

/**
 * @param {Grid[]} grids
 * @param {{ survey: Survey }} own the grid whose colours are asked for
 * @param {ViewState['range']} range
 * @returns {{ largest: number, hasNegative: boolean }} of all that have these colours
 */
export function rangeOf(grids, own, range) {
  const surveys = (range === 'set' ? [own] : grids).map(({ survey }) => survey);
  return { largest: Math.max(...surveys.map(({ largest }) => largest)), hasNegative: surveys.some(({ hasNegative }) => hasNegative) };
}
