/** 掩码，中文。 */
export const page = {
  title: '有些词不许看',
  lead: '掩码（mask）不让某些词看另一些词：在 softmax 之前把这些得分改成 −∞，而 exp(−∞) 正好是 0。BERT 是读的：每个词左右都能看。GPT 是写的：一个词不许看后面的词，因为写到它的时候，后面还不存在。',
  predict: {
    question: 'GPT 的掩码把后面所有词的权重变成 0。这一行里其余的权重会怎样？',
    choices: [
      { text: '保持不变', because: '那样这一行加起来就不到 1 了。可是掩码在 softmax 之前，而 softmax 总是正好分完 1。' },
      { text: '变大，加起来还是 1', because: '掩码在 softmax 之前：剩下的词重新分配。' },
      { text: '变得全都相等', because: '它们的得分没有动，所以大小次序和比例都不变。' },
    ],
    answer: 1,
    insight: '掩码改的是得分，不是权重。softmax 把 1 分给剩下的词，于是它们按同一个倍数变大。第一个词只能看自己：权重是 1。',
  },
  sentence: '你的句子',
  example: '我 喜欢 喝茶 也 喜欢 学习',
  who: '谁可以看哪里？',
  both: 'BERT：前后都看',
  causal: 'GPT：只看前面',
  fallback: '谁关注谁（没有掩码）：行在问，列被关注',
  note: '词之间用空格隔开；不写空格，一个字算一个词。这里的向量由词的写法算出来，所以长得像的词会互相关注。温度取 4，免得整张图只剩对角线。（BERT 的 [MASK] 是另一回事：把一个词藏起来，让模型去猜。）',
  insight: '从“读”变成“写”，只差一个由零组成的三角形。它还让 GPT 能从一段文字的每个词同时学习：每一行作答时都没看过答案。',
};

export const live = {
  row: '“{query}”是 {count} 个词里的第 {number} 个。它可以看 {seen}：{words}。',
  one: '1 个词',
  many: '{count} 个词',
  more: '……还有 {count} 个',
  total: '{all} 个权重里有 {open} 个开着，另外 {closed} 个正好是 0。',
  totalOpen: '{all} 个权重全都开着。',
  empty: '请输入一个词。图里还是你上一个句子。',
  capped: '只用前 {most} 个词。',
  leftOut: '这里最多放 {most} 个字符，多出的 {left} 个没有收。',
  alone: '只有一个词，不管有没有掩码，都只能看自己。',
  join: '、',
};
