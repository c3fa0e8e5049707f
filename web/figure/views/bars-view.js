/** The weights of the chosen query, as bars. */

import { barsList } from '../../draw/bars.js';

/** @type {import('./view.js').View} */
export function barsView(state, numbers, { weights, attended }, look, width, measure, isAlone) {
  const { texts, crosshair, domain, row, tallest } = look;
  const { columns } = numbers;
  /** @param {ArrayLike<number>} values of all rows */
  const chosen = (values) => Array.from({ length: columns }, (_, key) => values[state.query * columns + key]);
  return barsList(
    {
      words: state.tokens,
      weights: chosen(weights),
      attended: chosen(attended),
      highlighted: crosshair?.column ?? state.key,
      domain,
      tallest,
      texts: {
        keyAxis: row ? '' : texts.barAxis,
        weightAxis: texts.weight,
        masked: isAlone ? texts.masked : undefined,
      },
    },
    width,
    measure,
  );
}
