/** What a reader has to know of the numbers, below the pictures. */

import { formatNumber } from '../../base/number-format.js';

/**
 * @import { AttentionSet } from '../files/axes.js'
 * @import { Preparation } from '../state/preparing.js'
 * @import { Survey } from '../state/survey.js'
 * @import { Text } from './texts.js'
 */

/** Rounded numbers sum to 1 within this. */
const sumSlack = 0.01;

/**
 * @param {AttentionSet} set
 * @param {Preparation} preparation
 * @param {Survey} survey
 * @param {Text} text
 * @returns {string}
 */
export function noteOf(set, preparation, { faults }, text) {
  const { notFinite, negative, sums, emptyRows } = faults;
  return [
    text('note.supplied'),
    preparation.isJoined && text('note.joined'),
    preparation.isHiding && text('note.renormalized'),
    emptyRows > 0 && text(emptyRows === 1 ? 'note.emptyOne' : 'note.empty', { count: emptyRows }),
    set.isHalved && text('note.halved'),
    notFinite > 0 && text('note.notFinite'),
    negative > 0 && text('note.negative'),
    sums > sumSlack && text('note.sums', { sums: formatNumber(sums) }),
  ].filter(Boolean).join(text.tag === 'en' ? ' ' : '');
}
