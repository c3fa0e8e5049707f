/** Errors in the reader's language. */

import { filled } from '../../base/filled.js';
import { formatNumber } from '../../base/number-format.js';
import { errorWords } from '../../locales/error-words.js';
import headsTexts from '../../locales/heads.js';
import fileTexts from '../../locales/heads-files.js';
import { NothingGiven } from '../state/opening.js';
import { HeadsError } from '../files/heads-error.js';
import { RowSumError } from '../numbers/rollout.js';
import { ViewError } from '../state/view-state.js';

/** @import { Text } from './texts.js' */

/** What only heads say, in Chinese by the English. @type {Map<string, string>} */
const phrases = new Map(Object.values(headsTexts.expected));

/** @param {unknown} error @param {Text} text @returns {string} */
export function messageOf(error, text) {
  const isChinese = text.tag !== 'en';
  if (isOf(error, HeadsError, 'HeadsError')) return filled(fileTexts.fault[error.key][isChinese ? 1 : 0], error.values);
  if (isOf(error, ViewError, 'ViewError')) return text('problem.field', isChinese ? chineseWords(error) : error);
  if (error instanceof RowSumError) return text('problem.rollout', { layer: error.layer, row: error.row, sum: formatNumber(error.sum) });
  if (error instanceof NothingGiven) return text('problem.nothing');
  return error instanceof Error ? error.message : String(error);
}

/**
 * By its name: a page, and the script of the element in it, have each a class of their own.
 * @template Kind
 * @param {unknown} error
 * @param {new (...given: any[]) => Kind} _
 * @param {string} name
 * @returns {error is Kind}
 */
const isOf = (error, _, name) => error instanceof Error && error.name === name;

/** @param {ViewError} error */
function chineseWords(error) {
  const { argument, expected, got } = errorWords(error, true);
  return { argument, expected: phrases.get(error.expected) ?? expected, got: phrases.get(error.got) ?? got };
}
