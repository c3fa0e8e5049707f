/**
 * Decoding token by token, with a model small enough to be read: a key, a value and a query for each token, chosen so that
 * each word looks for the one to be translated next. Keys and values stay in the engine's cache, as in a real decoder.
 */

/**
 * @import { Attention } from '../../../engine/index.js'
 *
 * @typedef {object} Round
 * @property {string[]} tokens so far
 * @property {number[]} query of the last token
 * @property {number[]} scores one for each token so far
 * @property {number[]} weights
 * @property {number[]} output a component for each word of the vocabulary
 * @property {string} chosen
 * @property {boolean} isEnd whether it is the token that ends a text
 * @property {boolean} isFull whether the limit is reached
 */

export const endToken = '⟨end⟩';
export const prompt = ['我', '喜欢', '学习', '→'];

/** Each component of the output stands for one of these. */
export const vocabulary = ['I', 'like', 'learning', endToken];

/** For each token: the key by which it is found, the value that it gives, and the query for what it looks for. @type {Record<string, { key: number[], value: number[], query: number[] }>} */
export const model = {
  '我': { key: [1, 0.1, 0, 0], value: [1, 0.1, 0, 0], query: [0, 0, 0, 0] },
  '喜欢': { key: [0, 1, 0.2, 0], value: [0, 1, 0.2, 0], query: [0, 0, 0, 0] },
  '学习': { key: [0.1, 0, 1, 0], value: [0, 0.3, 1, 0], query: [0, 0, 0, 0] },
  '→': { key: [0, 0, 0.1, 1], value: [0, 0, 0, 1], query: [6, 0, 0, 1] },
  I: { key: [0.2, 0, 0, 0], value: [-0.2, 0, 0, 0], query: [0, 6, 0, 1] },
  like: { key: [0, 0.2, 0, 0], value: [0, -0.2, 0, 0], query: [0, 0, 6, 1] },
  learning: { key: [0, 0, 0.2, 0], value: [0, 0, -0.2, 0], query: [0, 0, 0, 6] },
};

/**
 * @param {Pick<Attention, 'session'>} engine
 * @param {number} limit words at most, at least 1
 * @returns {Round[]}
 */
export function runDecoding(engine, limit) {
  const session = engine.session({ batch: 1, numHeads: 1, headSize: 4, capacity: prompt.length + limit });
  try {
    const tokens = [...prompt];
    /** @param {string[]} added */
    const append = (added) => {
      const shape = [1, 1, added.length, 4];
      session.append({
        key: { data: Float64Array.from(added.flatMap((token) => model[token].key)), shape },
        value: { data: Float64Array.from(added.flatMap((token) => model[token].value)), shape },
      });
    };
    append(tokens);
    /** @type {Round[]} */
    const rounds = [];
    while (rounds.length === 0 || !(rounds[rounds.length - 1].isEnd || rounds[rounds.length - 1].isFull)) {
      const { query } = model[tokens[tokens.length - 1]];
      const inputs = { query: { data: Float64Array.from(query), shape: [1, 1, 1, 4] } };
      const { output, weights, scores } = session.attend(inputs, { weights: true, scores: 'scaled' });
      const components = Array.from(output.data);
      const chosen = vocabulary[components.indexOf(Math.max(...components))];
      const isEnd = chosen === endToken;
      rounds.push({
        tokens: [...tokens], query, scores: Array.from(scores.data), weights: Array.from(weights.data), output: components, chosen, isEnd,
        isFull: !isEnd && rounds.length + 1 === limit,
      });
      if (isEnd) break;
      tokens.push(chosen);
      append([chosen]);
    }
    return rounds;
  } finally {
    session.delete();
  }
}
