/** The article's listing (its section 5.2), quoted line by line, and the three ways to correct it. */

/**
 * @typedef {'written' | 'rows' | 'stack' | 'meant'} Mode
 *
 * @typedef {object} Row
 * @property {string} id the number of a quoted line, or the name of a line that corrects it
 * @property {string} text
 * @property {readonly Mode[]} [only] the row is there in these modes only
 * @property {readonly Mode[]} [struck] the row is crossed out in these modes, and not run
 */

/** @type {readonly Mode[]} */
export const modes = ['written', 'rows', 'stack', 'meant'];

const quoted = `import numpy as np
import tensorflow as tf
import matplotlib.pyplot as plt

# 5.2.1 数据准备
# 假设我们有一个包含3个单词的句子，并分别表示为3个向量
query = tf.constant([[0.1, 0.2, 0.3]], dtype=tf.float32)
key_1 = tf.constant([[0.4, 0.5, 0.6]], dtype=tf.float32)
key_2 = tf.constant([[0.7, 0.8, 0.9]], dtype=tf.float32)
key_3 = tf.constant([[0.1, 0.2, 0.3]], dtype=tf.float32)

# 5.2.2 计算注意力得分
attention_scores = tf.reduce_sum(query * key, axis=1)

# 5.2.3 归一化注意力得分
normalization_factor = tf.math.reduce_sum(tf.math.sqrt(attention_scores))
normalized_scores = attention_scores / normalization_factor

# 5.2.4 权重分配
weights = normalized_scores / tf.reduce_sum(normalized_scores)

# 5.2.5 加权处理
weighted_output = tf.reduce_sum(weights * key, axis=1)

# 5.2.6 可视化输出结果
plt.figure(figsize=(8, 6))
plt.bar(range(3), weights.numpy()[0], label='Weights')
plt.xlabel('Word Index')
plt.ylabel('Weight')
plt.title('Attention Weights for a Sentence')
plt.legend()
plt.show()

# 打印加权处理后的输出结果
print("Weighted Output:", weighted_output.numpy()[0])`;

/** The rows that correct the listing, by the number of the line that they follow. @type {Record<string, Row[]>} */
const mends = {
  10: [
    { id: 'rows', text: 'key = tf.concat([key_1, key_2, key_3], axis=0)', only: ['rows', 'meant'] },
    { id: 'stack', text: 'key = tf.stack([key_1, key_2, key_3])', only: ['stack'] },
  ],
  23: [{ id: 'meant23', text: 'weighted_output = tf.reduce_sum(weights[:, None] * key, axis=0)', only: ['meant'] }],
  27: [{ id: 'meant27', text: "plt.bar(range(3), weights.numpy(), label='Weights')", only: ['meant'] }],
  35: [{ id: 'meant35', text: 'print("Weighted Output:", weighted_output.numpy())', only: ['meant'] }],
};

/** @type {Row[]} */
export const rows = quoted.split('\n').flatMap((text, index) => {
  const id = String(index + 1);
  const mended = mends[id] ?? [];
  const isStruck = mended.length > 0 && mended.every((row) => row.id === `meant${id}`);
  return [{ id, text, ...(isStruck ? { struck: /** @type {const} */ (['meant']) } : {}) }, ...mended];
});

/** @param {Row} row @param {Mode} mode */
export const isShown = (row, mode) => !row.only || row.only.includes(mode);

/** @param {Row} row @param {Mode} mode */
export const isStruck = (row, mode) => row.struck?.includes(mode) ?? false;

/** The program of a mode, ready for Python to run. @param {Mode} mode */
export const programOf = (mode) => rows.filter((row) => isShown(row, mode) && !isStruck(row, mode)).map(({ text }) => text).join('\n');

/** The rows that do something, in the order in which they run. @param {Mode} mode @returns {string[]} ids */
export function rowsThatRun(mode) {
  const all = rows.filter((row) => isShown(row, mode) && !isStruck(row, mode) && row.text !== '' && !row.text.startsWith('#')).map(({ id }) => id);
  return mode === 'written' ? all.slice(0, all.indexOf('13') + 1) : all;
}
