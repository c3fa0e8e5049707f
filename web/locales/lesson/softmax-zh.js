/** Softmax 与温度。 */

export const page = {
  title: '从得分到权重',
  lead: '得分可以是任何数。权重却是份额：不能为负，加起来恰好是 1。Softmax 把得分变成权重，温度决定变得多“尖”。',
  predict: {
    question: '三个词的点积得分是 3.25、5.25 和 2.50，softmax 给最高的那个 0.834。现在温度从 1 降到 0.1，它会得到多少？',
    choices: [
      { text: '约三分之一', because: '那是高温的效果：差距被缩小，大家几乎一样。' },
      { text: '还是 0.834', because: '不变的只有名次。除以 0.1，每个差距都放大十倍，而 softmax 看的正是差距。' },
      { text: '几乎全部', because: '除以 0.1，领先 2 就成了领先 20，而 e 的 20 次方接近五亿。' },
    ],
    answer: 2,
    insight: '温度低，最高分独占；温度高，人人平分。权重的名次始终不变，而且没有哪个权重会真的等于 0 或 1，只是计算机可能把它舍入成 0 或 1。',
  },
  words: ['我', '喜欢', '学习'],
  asks: '学习',
  caption: '三个词的权重，合起来总是 1。',
  keyAxis: '键（哪个词）',
  temperature: '温度',
  scores: '得分',
  derivation: '逐个符号来看',
  signs: {
    score: '第 j 个键的得分：任何数都行。',
    temperature: '除以温度 t。t 小，得分之间拉开；t 大，得分之间靠拢。',
    exponential: 'e ≈ 2.718 的这么多次方：永远大于 0。指数加 1，结果就变成 2.718 倍。',
    sum: '每个键 m 都这样算，再加起来。',
    weight: '这个键占总和的份额。把一个整体分完，份额之和就是 1。',
  },
  shift: '表里先让每个得分减去最高分：',
  cancels: '权重不会因此改变：分子分母同乘了一个数，正好约掉。这样数不会太大，计算机也是这么算的。',
  table: '图中的数，逐步算出',
  columns: { key: '键', score: '得分', shifted: '减去最高分，再除以 t', exponential: 'e 的这么多次方', weight: '权重', sum: '总和' },
};

export const live = {
  says: 't = {temperature} 时，“{word}”得到权重 {weight}。熵是 {entropy} 比特：0 表示全给一个词，{most} 表示人人一样。',
};
