/** 原文勘误，中文版。 */

export const page = {
  title: '原文的错处，一句一句看',
  lead: '这堂课出自一篇介绍注意力的长文。下面是其中站不住的句子：错在哪里，实际怎样，依据是谁。点开一条就能看。',
  count: '一共看了 {all} 处。',
  counts: {
    text: '{count} 条订正对照过出处的正文',
    abstract: '{count} 条对照过摘要',
    passage: '{count} 条只对照过别人引用的段落',
    own: '{count} 条只需对照原文本身',
    none: '{count} 条在这里无法核实',
  },
  rule: '一条订正若有几个出处，按读得最少的那个算。多数出处读的是存档副本。',
  marks: {
    text: '已对照出处正文',
    abstract: '已对照出处摘要',
    passage: '只对照过被引段落',
    own: '已对照原文本身',
    none: '未核实：在这里读不到',
  },
  marksOf: { text: '读了正文', abstract: '读了摘要', passage: '只读了被引段落', none: '没有读到' },
  show: '只看',
  all: '全部',
  groups: { history: '历史', mathematics: '数学', systems: '系统', outlook: '展望', references: '参考资料' },
  openAll: '全部展开',
  place: '原文位置',
  section: '第 {number} 节',
  comma: '，',
  introduction: '背景介绍',
  aboutAuthor: '作者信息',
  wrong: '错在哪里',
  holds: '实际怎样',
  source: '出处',
  live: '当场计算',
  link: '本条的链接',
  see: '课里的相关部分',
  /** @type {Record<string, string>} */
  sections: { hero: '开头的图', mix: '混合各个值', rows: '所有行一次算', normalizers: '其他归一化', loops: '三种循环', listing: '逐行看代码', mistakes: '找错', picture: '图像', recommend: '推荐', cost: '实测开销' },
};

/** @type {Record<string, { says?: string, wrong: string, holds: string }>} */
export const entryTexts = {
  miller: {
    wrong: '米勒那篇论文主要讲的是另外两种限度：短时间里能记住几样东西；同一种量（例如音高）能分辨出几档。',
    holds: '他把它们叫作“即时记忆广度”和“绝对判断广度”。文中也提到“注意广度”：一眼大约能看清六样东西。但他说，把三种广度当成同一种限度，是“根本的错误”。',
  },
  broadbent: {
    wrong: '“注意力的容量有限，所以要有过滤器”，这个想法不是米勒的。',
    holds: '它出自布罗德本特（Donald Broadbent）1958 年的书。至于机器里的注意力从心理学得到多少，是另一个问题。那本书在这里读不到，只读到了别人的概述。',
  },
  origin: {
    wrong: '没有找到这样一篇论文。“没有”无法证明，但更早的工作清清楚楚摆在那里。',
    holds: '2010 年，Larochelle 和 Hinton 让模型学会在图像上移动注视点；2013 年，Graves 用“软窗口”在文字上滑动；2014 年，Mnih 等人提出图像上的循环注意力，Bahdanau、Cho 和 Bengio 给句子里的每个词分配权重。',
  },
  founder: {
    wrong: '这篇论文奠定的是 Transformer，不是注意力。（原文第 10 节又说了一遍。）',
    holds: '三年前，Bahdanau、Cho 和 Bengio 就写过，他们的做法“在解码器里实现了一种注意力机制”。2017 年的这篇论文自己也说，当时最好的模型已经用注意力连接编码器和解码器。',
  },
  importance: {
    wrong: '一个部分本身谈不上重要不重要，要看是谁在问。',
    holds: '注意力要有一个查询，还要有一组键和值。换一个查询，同样的键就得到另一组权重。',
  },
  resources: {
    wrong: '这里没有分配任何计算资源，也没有省下什么。小权重和大权重，算起来一样费事。',
    holds: '软注意力让每个查询和每个键都比一遍：n × n 个得分，大约 n²·d 次乘法。权重只决定每个值在混合里占多少。',
  },
  loop: {
    wrong: '注意力只走一遍：得分、权重、混合。它没有结束条件。（流程图里也有一条箭头折回编码器。）',
    holds: '会重复的是另外三件事：网络的一层层；逐词写出文本；Hopfield 记忆的一次次回想。原文的流程图把三者混在了一起。',
  },
  network: {
    wrong: '才过两行，原文就用点积来打分，而点积一个参数也没有。',
    holds: 'Bahdanau 的得分函数是一个训练出来的小网络。点积只是相乘再相加；Transformer 学的是产生查询和键的投影。',
  },
  scalar: {
    wrong: 'A_i 不是向量。',
    holds: '两个向量的点积是一个数。三个键就有三个数。',
  },
  normalizers: {
    wrong: '三种算法被当成了一种。这句话是除以总和，下面的公式是除以总和的平方根，后面的代码是除以各个平方根之和。',
    holds: '文字和公式给出的权重不同。代码随后又除了一次总和，平方根就约掉了，结果反而和文字一样。三种都不是大家常用的 softmax。',
  },
  product: {
    wrong: '这样做，向量还是原来那么多个。缺的是求和。',
    holds: '每个值向量乘以它的那一个权重，再全部加起来，得到一个向量。原文 4.4 节倒是加了。',
  },
  probability: {
    wrong: '公式里有平方根，权重之和就等于“得分总和的平方根”。只有得分总和恰好是 1，它才是 1。总和是负数时，连平方根都没有。',
    holds: '不管得分是什么，有负数也行，softmax 给出的权重都是正数，加起来是 1。',
  },
  complete: {
    wrong: '里面没有 softmax，也没有缩放。混合的 x_i 就是输入本身，没有经过学来的投影变成 V。',
    holds: '原文推荐的那篇论文里，式 (1) 是 softmax(QKᵀ/√d)V。',
  },
  vectors: {
    wrong: '接着列出的是四个：一个查询，三个键。',
    holds: '其中不同的只有三个，因为查询就是第三个键：是“学习”在问。原文没有说出来。',
  },
  slips: {
    wrong: '0.1 × 0.4 是 0.04，不是 0.14。所以得分是 0.32。',
    holds: '由它算出的数都受连累；另外还有几处独立的错，例如 1/√1.06 是 0.9713，不是 0.9659。',
  },
  output: {
    wrong: '输出是一个向量，这里却只用了每个键的第一个分量。和也算错了：0.402 × 0.4 是 0.161，不是 0.562。',
    holds: '应该有三个数，每个分量一个。',
  },
  listing: {
    wrong: '没有 key 这个变量。代码只定义了 key_1、key_2、key_3，运行到这里就报 NameError。',
    holds: '把三个键叠起来就能运行，但求和的方向错了，画出来的是三根一样高的柱子。',
  },
  others: {
    wrong: 'key_3 的数和 query 一模一样：它不是别的词，就是提问的那个词。',
    holds: '自注意力里，一个词也在自己的键当中。在这个例子里，它得到的权重偏偏最小。',
  },
  gnmt: {
    wrong: '以这个名字发表的系统里没有 Transformer，它比 Transformer 早一年。',
    holds: '它是深层 LSTM 网络，编码器 8 层，解码器 8 层，中间用注意力相连。',
  },
  fast: {
    wrong: 'Fast R-CNN 没有 RPN。',
    holds: '它的候选框来自外部的“选择性搜索”（selective search）。有了 RPN 的，才叫 Faster。',
  },
  rpn: {
    wrong: 'RPN 里没有查询，没有键，也没有给它们加权。',
    holds: '它是一个全卷积网络，预测一个个框，以及框里有物体的可能。作者只是借用了这个词：“用近来流行的说法”，它像注意力一样告诉网络往哪里看。',
  },
  yolo: {
    wrong: 'YOLO 没有候选区域，这正是它的要点，也是它名字的由来。摘要里也没有提注意力。',
    holds: '一个网络看整张图，一次算出所有的框和类别。',
  },
  ctc: {
    wrong: 'CTC 是在不知道对齐方式时的训练办法：把所有对齐方式的概率加起来。其中没有注意力。',
    holds: '它出自 2006 年。把 CTC 和注意力合在一起的模型是后来的事：2017 年 Kim、Hori 和 Watanabe 把混合模型同两种单独的做法作了比较。',
  },
  speech: {
    wrong: '这篇论文能读到的部分里，没有讲到注意力。',
    holds: '一个循环网络读入声谱图，每一步预测一个字符或者“空白”符号；有空白符号，正是 CTC 的特征。循环单元是哪一种，读到的部分没有写。',
  },
  amazon: {
    wrong: '原文没有给出处，我们也没有找到。亚马逊发表并因此出名的，是另一种方法。',
    holds: '那是“物品到物品”的协同过滤：事先做好一张相似物品的表。作者自己说已经上线的注意力模型，是阿里巴巴的深度兴趣网络（DIN）。顺便一提，它有意不让权重加起来等于 1。',
  },
  multimodal: {
    wrong: '这不是将来的事。',
    holds: '2015 年就有模型一边给图像写说明，一边把注意力放在图像的不同部分。',
  },
  static: {
    wrong: '注意力天生就是动态的：权重由输入算出，每次都重新算。',
    holds: '在 Bahdanau 的模型里，每写一个词，权重都是新的。训练以后不再变的是参数，所有网络都是这样。',
  },
  small: {
    wrong: '这件事早已开始，不必等将来。',
    holds: '8 位整数的 BERT 只有原来四分之一大，是 2019 年的工作；线性时间的注意力是 2020 年的工作。',
  },
  complexity: {
    wrong: '哪种网络都有矩阵运算；归一化只占很小一部分。',
    holds: '增长的是配对的个数：n 个词有 n² 个配对。长度加倍，工作量变成四倍。循环层要 n·d²：文本长度小于 d 时，注意力反而更省。',
  },
  images: {
    wrong: '这条界线已经不在了。',
    holds: '完全不用卷积的 Transformer，把图像切成 16 × 16 像素的小块来处理，分类效果就很好。',
  },
  light: {
    wrong: '这两个都是卷积网络。它们让卷积更省，却不会让注意力更快。',
    holds: '注意力有自己的省法：分块留在快速内存里（FlashAttention）、窗口（Longformer）、线性形式（Katharopoulos 等）、更少的位数（Q8BERT）。',
  },
  book: {
    wrong: '没有找到这三位作者的这本书。',
    holds: '这个书名在同类文章里还出现过，每次作者都不同：Zhang, Lipton, Russell；Zhang, Zhao, Le；Zhang, Liao, Chen。不过，这不能证明它不存在。',
  },
  course: {
    wrong: '没有在 edX 上找到这样的课程。',
    holds: '斯坦福的课程是 CS224N，线上版 XCS224N 由斯坦福自己开设。别的文章又说 edX 上的这门课属于华盛顿大学、密歇根大学，主讲人至少有四种说法。不过，这不能证明它从未有过。',
  },
  theano: {
    wrong: '早已不能和 Theano 一起用了。',
    holds: '2019 年的 Keras 2.3 是最后一个支持多种后端（包括 Theano）的版本，2020 年的 2.4 版就取消了。',
  },
  dropout: {
    wrong: '作者里没有姓 Yin 的。',
    holds: '作者是 Yarin Gal 和 Zoubin Ghahramani。内容也不是注意力，而是循环网络里的 dropout。',
  },
  pretraining: {
    wrong: '没有找到 Joulin 的这篇论文。',
    holds: '同类文章也列过这个题目，作者却分别写成 Mikolov、Peters、Yang、Zhang、Chen。不过，这不能证明它不存在。',
  },
  tutorial: {
    wrong: '在能读到的文件列表里，TensorFlow 的教程从来没有叫这个名字的文件。',
    holds: '讲“带注意力的翻译”的教程叫 nmt_with_attention。我们没有访问这个网址：本页不向外发任何请求。',
  },
  author: {
    wrong: '没有找到这本书，也没有找到介绍里说的畅销书和顶级会议论文。',
    holds: '写得对的文章不需要作者有名。不过，这不能证明那本书不存在。',
  },
};

export const live = {
  shownAll: '显示全部 {all} 条。',
  shown: '显示 {all} 条中的 {count} 条。',
  openAll: '全部展开',
  closeAll: '全部收起',
  noEngine: '引擎没能算出这里的数。收起本条再展开，可以重试。',
  noEntry: '链接指向的条目不在这里。下面是全部条目。',
  table: '数值',
  word: '词',
  normalizer: '权重的算法',
  asks: '“{word}”在问',
  sum: '合计',
  text: '文字：总和',
  formula: '公式：平方根',
  code: '代码：各平方根，再除总和',
  softmax: 'softmax',
  normalizersSaid: '第一行和第三行一样：代码里的平方根约掉了。公式的权重加起来是 {sum}。',
  factor: '把查询乘以',
  rootSaid: '得分总和是 {scores}。原文的权重加起来是 {sum}，正是它的平方根。softmax 的权重加起来是 {softmax}。',
  rootNone: '得分总和是 {scores}，没有平方根，原文的权重不存在，引擎拒绝计算。softmax 的权重加起来是 {softmax}。',
  article: '原文',
  printed: '原文写的',
  computed: '算出来的',
  score: '“{word}”的得分',
  factorRow: '1 / √(得分总和)',
  outputRow: '输出',
  weightsSum: '权重之和',
  exampleSaid: '得分是 {count} 个数；输出是一个有 {components} 个分量的向量。',
  askedSaid: '键相同，三个词来问，就有三行不同的权重。',
  learned: '要学的数',
  learnedDot: '点积',
  learnedAdditive: 'Bahdanau 的打分，隐藏层为 2，第 {set} 组参数',
  learnedSaid: '点积没有要学的东西。Bahdanau 的打分有 {count} 个数：换一组数，权重就不同。',
  length: '词数 n',
  pairsSaid: '引擎算出了 {pairs} 个权重，其中 {positive} 个大于零。d = {d} 时，算得分大约要 {work} 次乘法，混合时再来同样多次。',
};
