/** 为什么除以 √D。 */

export const page = {
  title: '为什么除以 √D',
  lead: '真正的查询和键不是两个数，而是 D 个：常见的是 64 个。点积要把 D 个乘积加起来。加多少个，有关系吗？方差说的是一些数散得多开：每个数与平均数之差的平方，再取平均。它的平方根叫标准差。',
  predict: {
    question: 'q 和 k 里的数都是随机的，均值 0，方差 1。D 从 4 增加到 64，q ⋅ k 的方差会怎样？',
    choices: [
      { text: '还是 1 左右', because: '乘积有正有负，会抵消一部分，但只是一部分。' },
      { text: '变成 4 倍', because: '变成 4 倍的是方差的平方根，也就是标准差：从 2 到 8。方差按平方增长。' },
      { text: '变成 16 倍', because: '每个乘积贡献方差 1：64 个就是 64，4 个就是 4。' },
    ],
    answer: 2,
    insight: '点积的方差就是 D，所以得分的大小一般在 √D 上下。得分这么大，softmax 几乎非 0 即 1。这时得分稍微变一变，权重几乎不动；模型靠细微的变化来学习，也就学不动了。除以 √D 之后，不管 D 是多少，方差都是 1：“缩放点积注意力”的“缩放”就是它（Vaswani 2017）。',
  },
  histogramsLabel: 'D = 64 时随机点积的两幅直方图：不缩放时很宽，缩放后很窄。',
  barsLabel: '一个随机查询对八个键的 softmax 权重，缩放与不缩放两种。',
  dimension: '每个向量有几个数',
  again: '换一批随机数',
  progress: '已抽取的点积',
  alone: '单独成图：这个查询的八个得分，缩放可调',
  table: '目前的测量结果，每行 8,192 个随机点积',
  columns: { plain: '不缩放', scaled: '缩放', variance: '方差', largest: '最大权重' },
  derivation: '逐个符号来看',
  signs: {
    sum: '点积把 D 个乘积加起来，每个位置 c 一个。',
    one: '两个因数的均值都是 0、方差都是 1，而且相互独立：乘积的方差就是方差的乘积。',
    all: '各项独立，方差就可以相加：D 个 1。',
    scaled: '除以一个数，方差就除以这个数的平方。除以 √D，正好剩下 1。',
  },
};

export const live = {
  scene: {
    plain: 'q ⋅ k',
    scaled: 'q ⋅ k / √D',
    axis: '得分（两幅图各以最高的一条为满高）',
    weight: '权重（缩放）',
    without: '不缩放',
    keys: '最后一个查询的八个键',
  },
  histogramsLabel: 'D = {dimension} 时随机点积的两幅直方图。不缩放时标准差是 {deviation}，缩放后是 {scaled}。',
  barsLabel: '一个随机查询对八个键的 softmax 权重。缩放：{scaled}。不缩放：{plain}。',
  variance: 'D = {dimension}：测得方差 {variance}；除以 √D 之后是 {scaled}。',
  saturation: '八个键中，最大的权重平均是：不缩放 {largest}，缩放 {scaledLargest}。熵分别是 {entropy} 和 {scaledEntropy} 比特，最多 {most}。',
  drawn: '已抽取 {count} 个点积。',
  all: '把 D 从 1 测到 512',
  stop: '停止',
  stopped: '已停止。',
};
