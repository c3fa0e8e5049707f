/** Three words that all ask at once. d is 4, so that its root is easy to divide by in one's head. */

export const query = [[1, 0, 1, 0], [0, 2, 1, 1], [2, 1, 0, 0]];
export const key = [[2, 0, 2, 0], [0, 2, 0, 2], [1, 1, 2, 0]];
export const value = [[4, 0], [0, 4], [4, 4]];

/** The engine's results for them, for the page before any script runs. */
export const printed = {
  scores: [['4', '0', '3'], ['2', '6', '4'], ['4', '2', '3']],
  scaled: [['2', '0', '1.5'], ['1', '3', '2'], ['2', '1', '1.5']],
  weights: [['0.574', '0.078', '0.348'], ['0.090', '0.665', '0.245'], ['0.506', '0.186', '0.307']],
  output: [['3.689', '1.704'], ['1.339', '3.640'], ['3.255', '1.974']],
};

/**
 * The stages whose calculation is shown cell by cell.
 * @typedef {'scores' | 'scaled' | 'weights' | 'output'} Stage
 */
export const stages = /** @type {const} */ (['scores', 'scaled', 'weights', 'output']);

/** The parts that each symbol of the formula lights. */
export const lights = /** @type {const} */ ({
  output: ['output'],
  softmax: ['scaled', 'weights'],
  q: ['query'],
  product: ['query', 'key', 'scores'],
  k: ['key'],
  transpose: ['key'],
  root: ['scores', 'scaled'],
  d: ['query', 'key'],
  mix: ['weights', 'value', 'output'],
  v: ['value'],
});

/** @typedef {keyof typeof lights} SymbolName */
export const symbols = /** @type {SymbolName[]} */ (Object.keys(lights));

/** The stage that a symbol computes, if its calculation is shown; other symbols are explained only in words. @type {Partial<Record<SymbolName, Stage>>} */
export const stageOf = { product: 'scores', root: 'scaled', softmax: 'weights', mix: 'output', output: 'output' };
