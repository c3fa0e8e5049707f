/** 语言：问题找到它的句子。 */

import { html } from '../../common/markup.js';

// A function's result: scripts, which use the live texts alone, are bundled without it.
export const page = /* @__PURE__ */ (() => ({
  title: '语言：一个问题，找到它的句子',
  lead: html`拿一段短文，向它提个问题。问题是<strong>查询</strong>，每个句子是一个<strong>键</strong>，权重告诉我们该看哪里。`,
  knows: html`这里把一个句子变成 {dimensions} 个数，不用模型，也不用下载：每一个词，以及词里每连续一到三个字，都散列到其中一个数上（版本 {version}）。只在少数句子里出现的，分量更重；每个向量的长度都一样，是 √{dimensions} = {norm}。所以这些数<strong>只认字形，不懂意思</strong>。换成训练好的模型，算法一步不变，只是向量更好。`,
  passage: '短文',
  passageHelp: '可以贴上自己的短文，什么语言都行。它不会离开这个网页。',
  ready: '或者用现成的',
  question: '问题',
  suggestions: '试试这些问题',
  needsMeaning: '要懂意思才行',
  cancel: '取消',
  progress: '正在读短文',
  sentences: '各个句子和它们的权重',
  sentencesHelp: '选一个句子，看它的权重是怎么来的。做了记号的，是问题最关注的句子。',
  derivation: '权重是怎么来的',
  selfTitle: '句子之间互相问',
  selfLead: '在自注意力里，每个句子也都是查询。图的第一行是你的问题，下面每一行是一个句子在问所有句子。',
  ignore: '不看自己',
  why: '没有学出来的投影矩阵，一个词（或一个句子）多半只会找到自己：没有什么比同样的字更像了。',
}))();

export const live = {
  between: '',
  comma: '、',
  passages: [
    {
      name: '茶',
      text: `茶树的叶子摘下来以后，怎么加工，就成了什么茶。绿茶不发酵，鲜叶先用高温杀青，所以颜色还是绿的。红茶要完全发酵，茶汤因此又红又亮。乌龙茶只发酵一半左右，香味介于两者之间。普洱茶可以存放很多年，味道越放越醇。泡绿茶的水不要太烫，八十度左右就够了。茶里的咖啡因让人清醒，睡前最好少喝。传说神农尝百草时最早发现了茶。`,
      questions: ['泡绿茶用多烫的水？', '哪种茶可以存放很多年？', '谁最早发现了茶？', '困了想提神，为什么有用？'],
    },
    {
      name: '流动书车',
      text: `阿宁在县城的图书馆工作，每天骑自行车上班。图书馆有一辆流动书车，每个星期三开到山里的小学。去年夏天一场大雨冲坏了公路，书车停了两个月。孩子们把想看的书名写在纸条上，托邮递员带下山。阿宁按纸条挑书，再请邮递员背上去。公路修好那天，全校的孩子都到村口等书车。现在书车里多了一个木箱，专门放孩子们写的纸条。木箱是学校的木工老师用旧课桌做的。`,
      questions: ['书车星期几到小学？', '公路是怎么坏的？', '木箱是谁做的？', '她坐什么交通工具？'],
    },
  ],
  answer: '“{question}”最关注第 {number} 句，权重 {weight}。',
  also: '其次是{list}。',
  alsoOne: '第 {number} 句（{weight}）',
  even: '没有哪一句突出。一共 {count} 句，平均每句是 {share}，没有一句达到它的两倍。',
  blind: '这个问题里的字，短文里一个也没有。它的向量是零，得分全是 0，{count} 个句子的权重都一样：{share}。',
  single: '只有一个句子。不管问什么，全部权重都归它。',
  counted: '共 {sentences} 句，{words} 个词。',
  countedOne: '共 1 句，{words} 个词。',
  noPassage: '还没有短文。请贴上或写下一段；下面仍是刚才的结果。',
  noQuestion: '还没有问题。请写一个；下面仍是上一个问题的答案。',
  capped: '短文太长，只读了前面 {sentences} 句，共 {words} 个词。',
  reading: '短文比较长，正在读。',
  canceled: '已取消。下面仍是刚才的结果。',
  failed: '这段短文没能读出来。下面仍是刚才的结果。',
  tooLongForLink: '短文太长，链接里放不下。只要不关这个网页，它就还在。',
  most: '（最受关注）',
  weightOf: '权重 {weight}',

  derivationOf: '第 {number} 句的 {weight} 是怎么来的',
  meetings: '得分：哪些词碰上了。每一对词贡献一个点积。',
  questionWord: '问题里的词',
  sentenceWord: '句子里的词',
  product: '点积',
  others: '其余各对合计',
  total: '总和，就是得分',
  chance: '毫不相像的词也会碰上：两段字碰巧散列到了同一个数。这是偶然，所以数要多一些才好。',
  scale: '除以 √D，这里 D = {dimensions}：',
  exponential: '先减去最大的得分，免得数太大，再取以 e 为底的指数：',
  share: '它在所有句子的总和里占的份额，就是权重：',

  query: '问题',
  mapCaption: '每行提问，每列应答。画斜线的格子被掩码遮住。',
  onItself: '如果允许看自己，这篇短文的句子平均把 {weight} 的权重花在自己身上。',
  ignored: '现在不允许：对角线被遮住，那里的权重恰好是 0。',
  allowed: '现在允许：看看对角线。',
  lone: '只有一个句子，又不许看自己，就没有可看的了：权重全是 0。',
  noMap: '不超过 {most} 句时才画这张图。',
};
