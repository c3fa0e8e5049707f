/** 写着演算例子的一张纸，以及上面的错误。 */

const claim = '以确保得分的总和为1';

const reasons = {
  product: '0.1 × 0.4 是 0.04，不是 0.14。所以得分是 0.32，不是 0.42。',
  total: '除以总和的平方根，并不能让权重加起来等于 1。全部算对，总和也是 0.9798。除以总和本身才行。',
  factor: '1 / √1.06 是 0.9713，不是 0.9659。这跟前面算错的得分无关。',
  weight1: '0.9659 × 0.42 是 0.406，不是 0.402。',
  weight3: '0.9659 × 0.14 是 0.135，不是 0.137。',
  value1: '0.402 × 0.4 是 0.161，不是 0.562。',
  value2: '0.483 × 0.7 是 0.3381，舍入得 0.338，不是 0.339。',
  value3: '0.137 × 0.1 是 0.0137，舍入得 0.014，不是 0.013。',
  output: '输出是一个向量，不是一个数：这里只对每个词的第一个分量加权。况且和也不是 0.914：把 0.562 换成 0.161，就是 0.513。',
};

export const page = {
  title: '找出错误',
  lead: '这是原文的演算例子，数字一个没改。里面有九处错误，找找看。',
  slipLabel: '原文的演算例子',
  given: '句子“我 喜欢 学习”，编码为三个词向量：',
  headings: {
    scores: '1. 计算注意力得分',
    claim: '2. 对得分进行归一化处理，',
    factor: '为此要用的归一化因子：',
    weights: '3. 计算权重',
    output: '4. 加权处理',
  },
  claim,
  source: '引自原文 4.6 节；第 2 步的那句话和公式引自 4.2 节。',
  answers: '全部九处错误',
  reasons,
  doneRight: '算对了，还是不对',
  rightIdea: '引擎照原文的公式算，一步不错：每个得分除以得分总和的平方根。',
  rightFallback: '权重：我 0.327，喜欢 0.510，学习 0.143，总和 0.9798。',
  insight: '加权平均要求权重之和为 1。softmax 对任何得分都做得到，负的得分也行，而负数没有平方根。',
};

export const live = {
  claim,
  reasons,
  help: '点一个数或一句话；也可以用 Tab 或方向键移动，按回车确定。',
  found: '找到 {found} 处，共 {all} 处。',
  allFound: '{all} 处全找到了。剩下要改的只有公式本身。',
  shown: '找到 {found} 处，共 {all} 处。其余的也标出来了。',
  marked: '标了 {marked} 处。这个链接不给答案。',
  giveUp: '放弃，全部显示',
  again: '重新开始',
  marks: { wrong: '✗', carried: '↝', right: '✓', noted: '?' },
  right: '没错：{because}。',
  carried: '{printed} 沿用了前面的错误，本身没有添新错。全部算对时应是 {right}。',
  /** @type {typeof reasons} */
  fromVectors: {
    product: '从向量算起，得分是 {value}。',
    total: '引擎算出的权重之和是 {value}。',
    factor: '得分正确时，因子是 {value}。',
    weight1: '从向量算起是 {value}。',
    weight3: '从向量算起是 {value}。',
    value1: '从向量算起是 {value}。',
    value2: '从向量算起是 {value}。',
    value3: '从向量算起是 {value}。',
    output: '从向量算起，输出是 {value}。',
  },
  output: '这些权重加起来是 {sum}。输出是向量 {output}。',
};
