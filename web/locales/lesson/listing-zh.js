/** 原文的 Python 程序，逐行运行。 */

import { html } from '../../base/html.js';

const modes = {
  written: '照原样',
  rows: '补上 key，逐行排列：tf.concat',
  stack: '补上 key：tf.stack',
  meant: '照本意改好',
};

const noChart = '没有图：照原样，程序停在第 13 行，走不到第 27 行。';

// A function's result: scripts, which use the live texts alone, are bundled without it.
export const page = /* @__PURE__ */ (() => ({
  title: '逐行运行原文的程序',
  lead: html`原文说这段程序展示了注意力的实现。其实它跑不起来：用到了 <code>key</code>，却只定义了 <code>key_1</code>、<code>key_2</code>、<code>key_3</code>。先逐行走一遍，再把它补上，看看跑起来之后到底算了什么。`,
  codeLabel: '原文的程序',
  source: '引自原文 5.2 节。带 + 号的行是我们加的。',
  glosses: {},
  modes,
  sumHeading: '各种改法的结果',
  sumColumns: ['程序', '打印', '三根柱子', '这是什么'],
  sums: {
    written: [html`<code>NameError: name 'key' is not defined</code>，在第 13 行`, '没有图', '什么都没算，程序就停了。'],
    rows: [html`<code>0.48125</code>`, '0.333, 0.333, 0.333', '错了，看着却像对的：三根一样高的柱子，加起来正好是 1。其实是第一个权重画了三遍。输出本该是向量，这里只有一个数。'],
    stack: [html`<code>[0.05, 0.15625, 0.3375]</code>`, '0.042, 0.104, 0.188', '错了：三根柱子是同一个词的三个分量，根本没有加起来。'],
    meant: [html`<code>[0.5125, 0.6125, 0.7125]</code>`, '0.333, 0.521, 0.146', '对了：一个词一根柱子；输出是向量，落在几个词的向量之间。'],
  },
  chartsHeading: '它的图，和正确的图',
  noChart,
  itsChart: html`程序画的图，标题和坐标轴名称都是它自己设的。matplotlib 按半格标刻度，于是出现了 0.5 号“词”。`,
  rightChart: html`程序自己的归一化方法，由引擎算出：一个词一根柱子，写着词。换成 softmax，就是注意力真正用的权重。`,
  rightFallback: '权重：我 0.333，喜欢 0.521，学习 0.146。',
  insight: html`程序先除以各平方根之和，再除以所得结果的总和。第二次除法把第一次抵消了，剩下的就是“得分除以得分之和”。所以，公式里写的（总和的平方根）、解读里说的（平方根的总和）、程序实际做的（直接求和）是三种不同的归一化，而且都不是 softmax。`,
}))();

export const live = {
  modes,
  mode: '怎么运行',
  player: { label: '逐行运行', first: '回到开头', back: '上一步', step: '下一步', play: '播放', pause: '暂停', end: '到结尾' },
  place: '{line} · 第 {step} 步，共 {count} 步',
  line: '第 {number} 行',
  added: '我们加的一行',
  shape: '形状',
  isNew: '新',
  variables: 'Python 现在知道的',
  none: '还没有张量。',
  terminal: '程序打印的内容',
  nothing: '还没有打印任何东西。',
  digits: '这里写五位小数。Python 会打印 float32 的全部数字，比如 0.48125005。',
  noChart,
  chartLater: '运行到第 32 行，图才出现。',
  chartLabel: '条形图“Attention Weights for a Sentence”。横轴 Word Index，纵轴 Weight。三根柱子：{heights}。',
  says: {
    1: 'NumPy 取名 np。后面从没用到。',
    2: 'TensorFlow 取名 tf。',
    3: 'matplotlib 的绘图函数取名 plt。',
    7: '一行三个数。有两层方括号，所以形状是 (1, 3)，不是 (3,)。',
    8: '“我”的键，单独放在一个变量里。',
    9: '“喜欢”的键，又是一个变量。',
    10: '“学习”的键，和 query 是同一个向量。现在有了三个名字，却没有一个叫 key。',
    rows: '把三行上下摞起来，成为一个矩阵，每个词一行。',
    stack: 'tf.stack 在最前面添一个新轴：每一行仍是单行矩阵，一共三个 (1, 3)。',
    13: {
      written: 'Python 先找 query，再找 key。没有 key：NameError。程序到此为止，什么都没算，没打印，也没画图。',
      rows: 'query 只有一行，广播让它对 key 的每一行各用一次。沿轴 1 求和，得到三个点积。得分是对的。',
      stack: '现在轴 1 的长度是 1，沿它求和等于没加。剩下九个乘积，不是得分。',
      meant: 'query 的一行对 key 的每一行各用一次。沿轴 1 求和，得到三个点积。',
    },
    16: {
      rows: '平方根之和：{factor}。原文的公式却是总和的平方根，√0.96 = 0.980。',
      stack: '九个平方根之和：{factor}。',
      meant: '平方根之和：{factor}。到第 20 行会抵消，这一行其实可以不要。',
    },
    17: '除以这个因子之后，总和是 {normalized}，不是 1。名字叫“归一化”，其实没有归一。',
    20: {
      rows: '再除以自己的总和。第 16 行的因子上下都有，抵消了：结果就是得分除以 {scores}。总和是 1。',
      stack: '九个数合起来为 1。一个词成了三个权重。',
      meant: '再除以自己的总和。因子抵消，结果就是得分除以 {scores}。',
    },
    23: {
      rows: 'weights 的形状是 (3,)。广播从右边对齐，所以第 1 个权重乘的是 key 的第 1 列，那是一个分量，不是一个词。沿轴 1 求和，每个词得到一个数。本该是所有词合成一个向量。',
      stack: '(3, 3) 乘 (3, 1, 3) 得 (3, 3, 3)：每个权重都乘了每个词。沿轴 1 求和，还剩一个矩阵。',
    },
    meant23: '[:, None] 把 weights 变成一列，形状 (3, 1)。这样第 1 个权重乘的是 key 的第 1 行，也就是一个词。沿轴 0 把各词加起来，得到一个向量。',
    26: '一张空白的图，8 × 6 英寸。',
    27: {
      rows: 'weights 只有一个轴，[0] 取出的是一个数：{first}。plt.bar 把它用在三根柱子上。碰巧它等于三分之一，图看上去像是平均分配。',
      stack: '[0] 取出第一行：三个权重全是“我”的，每个分量一个。',
    },
    meant27: '整个 weights：一个词一根柱子。',
    28: { rows: '横轴叫 Word Index（词的序号）。', stack: '横轴叫 Word Index（词的序号），画的却是一个词的各个分量。', meant: '横轴叫 Word Index（词的序号）。' },
    29: { rows: '纵轴叫 Weight（权重）。三根柱子都是同一个词的权重。', stack: '纵轴叫 Weight（权重）。', meant: '纵轴叫 Weight（权重）。' },
    30: { rows: '标题说是一句话的注意力权重，画的却是一个权重重复三遍。', stack: '标题说是一句话的权重，画的只是一个词。', meant: '现在标题名副其实了。' },
    31: '图例：说明柱子是什么。',
    32: '图出来了，就在下面。',
    35: {
      rows: '[0] 取三个数里的第一个：权重与“我”的键作点积。注意力的输出应当是向量，这里是一个数。',
      stack: '[0] 取第一行。有三个数，样子像输出。可是每个数都是“我”的一个分量，乘以三个权重之和。',
    },
    meant35: '输出：每个分量都是三个词对应分量的加权平均。',
  },
};
