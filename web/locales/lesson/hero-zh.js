/** 开场。 */

const asks = '在找';
const output = '输出';
const glosses = ['', '', ''];

const why = {
  dot: '点积既看方向，也看长短：长的箭头，压过了方向相近的。',
  cosine: '余弦只看方向，而且只在 −1 到 1 之间，所以一个权重最多是另一个的 7.4 倍。',
  euclidean: '距离只问一件事：谁离得最近。',
};
const least = '找不到。它最看重“{top}”，最不看重的恰恰是自己。';

export const page = {
  title: ['这个词在找。', '它找得到自己吗？'],
  titleJoin: '',
  lead: '一个词就是一个点。“学习”在问：谁像我？注意力用三个权重来回答，加起来正好是 1。',
  compare: '用什么来比',
  scores: { dot: '点积', cosine: '余弦', euclidean: '距离' },
  scoreNames: { dot: 'q · k', cosine: 'cos(q, k)', euclidean: '−|q − k|²/2' },
  picture: '平面上有三个词：“我”在 (2, 1.5)，“喜欢”在 (3, 2.5)，“学习”在 (0.5, 1.5)。“学习”外面套着一个圈，它在找。圆越大，权重越大。输出是一个点，在三个词围成的三角形里。',
  hint: '拖动圆圈，或任何一个词。',
  bars: '“学习”的注意力分给了谁',
  verdict: `${least.replace('{top}', '喜欢')}`,
  why: why.dot,
  outputNote: '实心的点是输出：三个词按权重混合的结果。随你怎么拖，它都出不了这个三角形。',
  numbers: '直接填数字',
  across: '横',
  up: '纵',
  figure: '把这张图带走',
  article: '这堂课脱胎于一篇文章（下面叫“原文”），它自己的例子里就藏着这件事：发问的词带来的数和“学习”的一模一样，点积却把“学习”排在最后：喜欢、我、学习（{dot}）。换成余弦或距离，名次正好颠倒：学习、我、喜欢（余弦 {cosine}；距离得分 {euclidean}）。',
  comma: '、',
  asks,
  output,
  glosses,
};

export const live = {
  asks,
  output,
  glosses,
  why,
  least,
  no: '找不到。它最看重“{top}”。',
  barely: '找到了，但只是险胜。',
  yes: '找到了。它最看重的就是自己。',
  moved: '发问的地方变了。从这里看，“{top}”得到的最多。',
  plane: '平面上有发问的点、三个词和输出。用方向键可以移动发问的点和词。',
  queryHandle: '发问的点',
  at: '横 {x}，纵 {y}',
  notNumber: '这不是数字，图上仍是原来的数。',
  outside: '平面只到 {low} 和 {high}。',
};
