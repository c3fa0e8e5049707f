/**
 * Runs the listing. Where it computes attention, the numbers come from the engine; all other products and sums are computed
 * here in float64.
 */

import { rowsThatRun } from './program.js';
import { first, over, reduceSum, roots, tensor, times } from './tensors.js';

/**
 * @import { Attention } from '../../../engine/index.js'
 * @import { Mode } from './program.js'
 * @import { Tensor } from './tensors.js'
 *
 * The state of the program after a row has run.
 * @typedef {object} Moment
 * @property {string} row
 * @property {[expression: string, value: Tensor][]} parts the row's intermediate results
 * @property {Map<string, Tensor>} variables
 * @property {string} [wrote] the variable that the row has just assigned
 * @property {Tensor} [drawn] the argument of plt.bar
 * @property {boolean} isShown whether plt.show has run
 * @property {Tensor} [printed]
 */

export const query = [0.1, 0.2, 0.3];
export const keys = [[0.4, 0.5, 0.6], [0.7, 0.8, 0.9], [0.1, 0.2, 0.3]];

/**
 * @param {Pick<Attention, 'explain'>} engine
 * @param {Mode} mode
 * @returns {Moment[]}
 */
export function run(engine, mode) {
  // The listing's normaliser: s / sum sqrt(s), then divided by its sum.
  const trace = engine.explain({ query: [query], key: keys, value: keys }, { score: 'dot', normalizer: 'article-code' });
  /** @type {Map<string, Tensor>} */
  const variables = new Map();
  /** @type {Moment[]} */
  const moments = [];
  /** @type {Tensor | undefined} */
  let drawn;
  let isShown = false;
  /** @param {string} name */
  const value = (name) => /** @type {Tensor} */ (variables.get(name));
  const isAttention = mode !== 'stack';

  /** For each row: what it makes, and its intermediate results. @type {Record<string, () => { wrote?: string, made?: Tensor, parts?: Moment['parts'], printed?: Tensor }>} */
  const actions = {
    7: () => ({ wrote: 'query', made: tensor([1, 3], query) }),
    8: () => ({ wrote: 'key_1', made: tensor([1, 3], keys[0]) }),
    9: () => ({ wrote: 'key_2', made: tensor([1, 3], keys[1]) }),
    10: () => ({ wrote: 'key_3', made: tensor([1, 3], keys[2]) }),
    rows: () => ({ wrote: 'key', made: tensor([3, 3], keys.flat()) }),
    stack: () => ({ wrote: 'key', made: tensor([3, 1, 3], keys.flat()) }),
    13: () => {
      if (mode === 'written') return {};
      const products = times(value('query'), value('key'));
      const made = isAttention ? tensor([3], trace.scores.data) : reduceSum(products, 1);
      return { wrote: 'attention_scores', made, parts: [['query * key', products]] };
    },
    16: () => {
      const each = roots(value('attention_scores'));
      return { wrote: 'normalization_factor', made: reduceSum(each), parts: [['tf.math.sqrt(attention_scores)', each]] };
    },
    17: () => ({ wrote: 'normalized_scores', made: isAttention ? tensor([3], trace.exponentials.data) : over(value('attention_scores'), value('normalization_factor')) }),
    20: () => {
      const total = reduceSum(value('normalized_scores'));
      const made = isAttention ? tensor([3], trace.weights.data) : over(value('normalized_scores'), total);
      return { wrote: 'weights', made, parts: [['tf.reduce_sum(normalized_scores)', total]] };
    },
    23: () => {
      const products = times(value('weights'), value('key'));
      return { wrote: 'weighted_output', made: reduceSum(products, 1), parts: [['weights * key', products]] };
    },
    meant23: () => {
      const products = times(tensor([3, 1], value('weights').data), value('key'));
      return { wrote: 'weighted_output', made: tensor([3], trace.output.data), parts: [['weights[:, None] * key', products]] };
    },
    27: () => {
      drawn = first(value('weights'));
      return { parts: [['weights.numpy()[0]', drawn]] };
    },
    meant27: () => {
      drawn = value('weights');
      return { parts: [['weights.numpy()', drawn]] };
    },
    32: () => {
      isShown = true;
      return {};
    },
    35: () => ({ printed: first(value('weighted_output')) }),
    meant35: () => ({ printed: value('weighted_output') }),
  };

  for (const row of rowsThatRun(mode)) {
    const { wrote, made, parts = [], printed } = actions[row]?.() ?? {};
    if (wrote && made) variables.set(wrote, made);
    moments.push({ row, parts, wrote, variables: new Map(variables), drawn, isShown, printed });
  }
  return moments;
}
