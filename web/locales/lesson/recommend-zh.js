/** 推荐：权重随候选而变。 */

import { html } from '../../base/html.js';

// A function's result: scripts, which use the live texts alone, are bundled without it.
export const page = /* @__PURE__ */ (() => ({
  title: '推荐：每个候选都重新打量你的历史',
  lead: html`一部你没看过的电影，去问你看过的那些。它是<strong>查询</strong>，你的历史是<strong>键</strong>，你打的分是<strong>值</strong>。换一个候选，看重的就是历史里的另一部分。`,
  din: html`阿里巴巴的深度兴趣网络 DIN 就是这样做的（Zhou 等，2018）。论文 4.3 节不再要求权重之和为 1，为的是保留兴趣的<strong>强度</strong>。论文里的得分由一个小网络学出来，这里直接数：两部电影每有一个相同的类型得 2 分，年代相同得 1 分，片长相同得 1 分。再用 sigmoid 变成权重，得分为 {half} 时权重是二分之一：`,
  weightNames: ['权重', '得分'],
  formulaNote: '和前面插入的那一段里的 sigmoid 不同，这里的与电影的部数无关。比如《{film}》看《{seen}》，得分是 {score}：{line}。',
  predict: {
    question: '你只看过一部科幻片，打了五星。朋友看过十部，部部五星。又有一部新科幻片上映。如果权重之和必须是 1，算出来的兴趣谁更大？',
    choices: [
      { text: '朋友大得多', because: '按理应该这样。可是十个权重加起来还是 1，只是把一份分成了十小份。' },
      { text: '两人一样大', because: '一个五星的平均是五星，十个五星的平均还是五星。' },
      { text: '你更大', because: '你那一部的权重，确实比他每一部的都大。可是他十部加起来，也正好这么多。' },
    ],
    answer: 1,
    insight: 'softmax 算的是加权平均，平均以后就看不出有多少部了。sigmoid 的权重可以累加：十部电影的声音是一部的十倍。',
    next: '勾上下面的“全部算两遍”，比比看。',
  },
  history: '你的历史',
  add: '再加一部看过的',
  addButton: '添加',
  twice: '全部算两遍：好像每部电影在历史里都出现两次',
  ranking: '接下来看什么',
  rankingHelp: '选一部电影，看它的权重。所有的条形用同一个刻度。',
  used: '哪里用到注意力，哪里没有',
  usedAt: '用到注意力的：翻译和聊天模型（Transformer、GPT、BERT），图像模型（ViT），许多语音识别系统，一些推荐系统（DIN）。',
  unused: '没有用到的：Fast R-CNN、CTC、最初的 YOLO、最初的 MobileNet，以及亚马逊“物品到物品”的表。',
}))();

export const live = {
  between: '',
  attributes: {
    scifi: '科幻', animation: '动画', comedy: '喜剧', romance: '爱情', drama: '剧情', thriller: '悬疑',
    fantasy: '奇幻', action: '动作', early: '1980 年以前', late: '1980–1999 年', new: '2000 年以后',
    short: '不到 100 分钟', medium: '100–140 分钟', long: '超过 140 分钟',
  },
  comma: '、',
  about: '{year} 年，{attributes}',
  stars: '你给《{title}》的评分',
  starsOf: ['★ 很不喜欢', '★★ 不太喜欢', '★★★ 说不上', '★★★★ 喜欢', '★★★★★ 非常喜欢'],
  remove: '移除《{title}》',
  removed: '已移除《{title}》。',
  added: '已添加《{title}》。',
  sigmoid: 'sigmoid',
  softmax: 'softmax',
  place: '第 {place} 名',
  forIt: '加分的：{list}。',
  against: '减分的：{list}。',
  noReason: '你的历史里没有哪一部能说明什么。',
  summary: '排在第一的是《{title}》，兴趣值 {interest}。{reasons}',
  softmaxSays: 'softmax 排在第一的是《{title}》，{interest}；它的兴趣值永远出不了你打分的范围，也就是 {low} 到 {high}。',
  noHistory: '历史是空的，没有依据推荐任何电影。请添加一部。',
  noCandidates: '全都看过了。移除一部，它就会参加排名。',

  detailOf: '《{title}》的兴趣值从哪里来',
  why: '兴趣值是“权重 × 评分”的总和。评分按 −2（一星）到 2（五星）计。',
  columns: { film: '看过的电影，以及共同点', score: '得分', rating: '评分', weight: '权重', adds: '贡献' },
  nothingShared: '没有共同点',
  sum: '总和',
  sums: 'sigmoid 的权重之和是 {sum}：这就是强度，每多一部对路的电影，它就更大。softmax 的权重之和永远是 1。',
  twiceNow: '算了两遍以后，sigmoid 的兴趣值都翻了一倍，softmax 的一点没变。',
  caption: '《{title}》对你的历史的权重。',
  query: '候选',
};
