/** What a model says: tables of what it thinks likely, beside what it said with all heads. */

import { required } from '../../base/dom.js';
import { formatNumber } from '../../base/number-format.js';
import { shownToken } from '../../base/shown-token.js';
import { bar, table } from './table.js';
import { text } from './texts.js';

/** @import { Prediction } from './worker/messages.js' */

/** Decimals of a probability. */
const digits = 4;

/**
 * @param {Prediction[]} predictions
 * @param {string[]} tokens
 * @param {boolean} isCompared whether heads are off
 */
export function showPredictions(predictions, tokens, isCompared) {
  required('says', HTMLElement).hidden = predictions.length === 0;
  required('says-tables', HTMLElement).replaceChildren(...predictions.map((prediction) => predictionTable(prediction, tokens, isCompared)));
}

/** @param {Prediction} prediction @param {string[]} tokens @param {boolean} isCompared */
function predictionTable({ of, position, likely }, tokens, isCompared) {
  const heads = [text(of === 'class' ? 'says.className' : 'says.token'), text('says.probability')];
  if (isCompared) heads.push(text('says.before'), text('says.change'));
  return table(captionOf(of, position, tokens), heads, likely.map(({ name, probability, before }) => {
    const row = [shownToken(name), bar(probability, formatNumber(probability, digits))];
    return isCompared ? [...row, formatNumber(before, digits), signed(probability - before)] : row;
  }));
}

/** @param {Prediction['of']} of @param {number} position @param {string[]} tokens */
function captionOf(of, position, tokens) {
  if (of === 'class') return text('says.class');
  return of === 'next' ? text('says.next', { token: shownToken(tokens[position] ?? '') }) : text('says.masked', { position });
}

/** @param {number} change */
const signed = (change) => `${change > 0 ? '+' : ''}${formatNumber(change, digits)}`;
