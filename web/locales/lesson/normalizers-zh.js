/** 其他归一化，中文。 */
export const page = {
  title: '插一段：别的分法',
  lead: '从得分到权重，不只有 softmax 一条路。下面是另外六种，用的是同样三个得分。改一个得分，比一比。',
  predict: {
    question: '这三种里，有一种分出去的总数不正好是 1。是哪一种？',
    choices: [
      { text: 'Sparsemax', because: 'sparsemax 在“加起来等于 1”的所有权重里找最近的一组，其中有些可以是 0。' },
      { text: '原文的开方', because: '它除以总和的平方根。只有得分本来就加起来等于 1 时，结果才是 1。' },
      { text: 'Hardmax', because: 'hardmax 全给一个词：1 + 0 + 0。' },
    ],
    answer: 1,
    insight: '除以 √Σs，加起来就是 √Σs。用原文自己的得分 0.32、0.50、0.14，是 √0.96 ≈ 0.9798：碰巧接近 1，但不是概率分布。',
  },
  paper: '得分是 {scores} 时的权重',
  score: '{word} 的得分',
  query: '查询',
  words: ['甲', '乙', '丙'],
  articles: '原文的得分',
  first: '最初的得分',
  names: {
    softmax: 'Softmax', sum: '直接求和', article: '原文的开方', sparsemax: 'Sparsemax', entmax15: '1.5-entmax', hardmax: 'Hardmax', sigmoid: 'Sigmoid',
  },
  notes: {
    softmax: '总是正数，加起来总是 1。标准做法。',
    sum: '加起来是 1，但只有得分都是正数才有意义。',
    article: '照原文印的公式算。不是概率分布。',
    sparsemax: '选 τ 使总和为 1，弱的词正好得 0（Martins 和 Astudillo，2016）。',
    entmax15: '介于 softmax 和 sparsemax 之间（Peters、Niculae 和 Martins，2019）。',
    hardmax: '全给得分最大的。它没有坡度，不能靠梯度来学。',
    sigmoid: 'T 是词数。每个词各算各的，不用分：总和不固定（Ramapuram 等，2024）。',
  },
  normalizer: '归一化',
  sum: '总和',
  table: '每种归一化给出的权重',
  drawn: '选一种，看它画出来。',
  fallback: '所选的权重',
  insight: '一种归一化要决定两件事：权重可不可以正好是 0？加起来必须是 1 吗？softmax 的回答是：不可以，必须。',
};

export const live = {
  one: '{name}：权重加起来是 1，是概率分布。',
  sum: '{name}：权重加起来是 {sum}，不是概率分布。',
  undefined: '{name}：这些得分没有答案：要么除以零，要么要给负数开方。',
  negative: '{name}：加起来是 1，但有负的权重，不是概率分布。',
  none: '无',
  bad: '请填 −10 到 10 之间的数。图里还是上一个数。',
};
