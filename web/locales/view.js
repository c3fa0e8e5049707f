/** The words of the figure's views, English and Chinese. {braces} are filled in by the view. */
export default /** @satisfies {Record<string, Record<string, [en: string, zh: string]>>} */ ({
  view: {
    keyAxis: ['columns: the key, which is attended to', '列：键（被关注的词）'],
    queryAxis: ['rows: the query, which attends', '行：查询（去关注的词）'],
    barAxis: ['key, which is attended to', '键（被关注的词）'],
    weight: ['weight', '权重'],
    supplied: ['weight, as supplied', '权重（由作者提供）'],
    masked: ['masked: not looked at', '已屏蔽：不参与'],
    negative: ['dashed: negative', '虚线：负值'],
    mean: ['Mean of these heads', '这些头的平均'],
    difference: ['{second} − {first}', '{second} − {first}'],
    differenceAxis: ['difference', '差值'],
    queries: ['queries attend', '查询'],
    keys: ['to keys', '键'],
    linksAll: ['Every weight that is not 0 has its line: {count}.', '每个不为 0 的权重都画了一条线，共 {count} 条。'],
    linksStrongest: [
      'The {count} strongest of {all} weights have lines. They hold {share} of the weight.',
      '在 {all} 个权重中画出最强的 {count} 条线，它们占总权重的 {share}。',
    ],
    first: ['component 1 →', '分量 1 →'],
    second: ['component 2 ↑', '分量 2 ↑'],
    query: ['query', '查询'],
    key: ['key', '键'],
    values: ['hull of the values', '值的凸包'],
    output: ['output', '输出'],
  },
});
