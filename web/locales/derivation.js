/** The texts of a derivation, English and Chinese. {braces} are filled in by the figure. */
export default /** @satisfies {Record<string, Record<string, [en: string, zh: string]>>} */ ({
  derivation: {
    back: ['Where the weight comes from', '权重从何而来'],
    forward: ['What the weight feeds', '权重去往何处'],
    lead: [
      'The query i is “{query}”, the key j is “{key}”; m runs over all keys, c over the components.',
      '查询 i 是“{query}”，键 j 是“{key}”；m 取遍所有的键，c 取遍各个分量。',
    ],
    leadUnnamed: [
      'The query is i, the key j is “{key}”; m runs over all keys, c over the components.',
      '查询记作 i，键 j 是“{key}”；m 取遍所有的键，c 取遍各个分量。',
    ],
    head: ['Head {head} of {heads}.', '第 {head} 个头，共 {heads} 个。'],
    rounded: [
      '= where a line is true with its digits as printed, ≈ where rounding shows.',
      '按印出的数字成立时写 =，看得出舍入时写 ≈。',
    ],
    supplied: [
      'The author supplied this weight, so there is nothing to derive.',
      '这个权重由作者给出，所以无从推导。',
    ],
    suppliedSum: ['The weights of its row sum to {sum}.', '这一行的权重之和为 {sum}。'],
    products: ['The products and their sum', '各项乘积与它们的和'],
    zeros: ['{count} of the {total} results are 0 and left out.', '共 {total} 行，略去结果为 0 的 {count} 行。'],
    cosine: ['Divided by the lengths of both vectors', '除以两个向量的长度'],
    scale: ['Scaled', '缩放'],
    cap: ['Capped', '封顶'],
    mask: ['Masked', '被屏蔽'],
    numerator: ['What stands above the line', '分数线之上'],
    exponential: ['The exponential', '指数'],
    rowSum: ['The sum of the row', '整行之和'],
    weight: ['The weight', '权重'],
    focus: ['The weight times its local focus: centre p, width σ, keys from 0', '权重乘以局部聚焦：中心 p，宽度 σ，键从 0 数起'],
    weightedValue: ['The weight times the value', '权重乘以值'],
    output: ['The output of the query: all weighted values together', '查询的输出：所有加权的值相加'],
    identity: ['W is an identity here: no model has learned it.', '这里的 W 是单位矩阵：没有模型学习过它。'],
    hidden: [
      'U and W are identities here, v holds ones and b zeros: no model has learned them.',
      '这里的 U 和 W 是单位矩阵，v 全为 1，b 全为 0：没有模型学习过它们。',
    ],
    phi: ['φ(x) is x + 1 for x above 0, and e to the power of x otherwise.', 'x 大于 0 时 φ(x) 为 x + 1，否则为 e 的 x 次方。'],
    zeroLength: ['A vector of length 0 has no direction: the score is 0 by definition.', '长度为 0 的向量没有方向：按定义得分为 0。'],
    empty: [
      'Every key of this query is masked: its weights and its output are 0.',
      '这个查询的所有键都被屏蔽：权重和输出都为 0。',
    ],
    threshold: [
      'τ is where the row’s weights sum to 1. What lies below it gets no weight.',
      'τ 使整行权重之和为 1。低于它的键得不到权重。',
    ],
    winner: ['The key with the largest score gets everything; of equals the first.', '得分最高的键独占全部权重；并列时取第一个。'],
    sink: [
      'The last term is the sink’s, h: a logit of {logit}, which takes part as a score does and has no value.',
      '最后一项属于汇（sink）h：它以 {logit} 作为得分参与归一化，却没有值。',
    ],
    sinkWins: ['The sink’s logit h is the largest: no key is chosen, written 0.', '汇（sink）的 h 最大：没有键被选中，写作 0。'],
    logKeys: ['T is the number of keys, masked ones included.', 'T 是键的个数，被屏蔽的也算在内。'],
    noSum: ['Each key is weighed by itself, not divided by the sum of the row.', '每个键各算各的：不除以整行之和。'],
    terms: ['One term for each key that is not masked: {count}.', '每个未被屏蔽的键贡献一项，共 {count} 项。'],
    held: [
      'A number here is beyond 3.40e38, the end of 32-bit numbers, and is shown as that. The engine went on with its value.',
      '这里有一个数超出了 32 位数的尽头 3.40e38，显示为它。引擎随后用的是真值。',
    ],
    marked: ['The marked term is this key’s.', '标出的一项属于这个键。'],
  },
  /** Why a cell is masked. */
  masked: {
    mask: [
      'The mask takes this key away from this query. The weight is exactly 0.',
      '掩码不让这个查询看到这个键。权重正好是 0。',
    ],
    causal: [
      'The causal mask lets no query look ahead. The weight is exactly 0.',
      '因果掩码不允许查询看后面的键。权重正好是 0。',
    ],
    window: [
      'The key lies outside the query’s window. The weight is exactly 0.',
      '这个键在查询的窗口之外。权重正好是 0。',
    ],
  },
});
