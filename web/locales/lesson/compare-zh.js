/** 比较两个向量。 */

export const page = {
  title: '比较两个向量',
  lead: '注意力从一个问题开始：这个键和我的查询有多合？答案是一个数，叫得分。算得分的办法不止一种。',
  predict: {
    question: '把键拉到原来的两倍长，方向不变。哪一种得分一点也不变？',
    choices: [
      { text: '点积', because: '点积把长度也乘了进去：长度翻倍，得分也翻倍。' },
      { text: '余弦', because: '余弦只看夹角，而夹角没有动。' },
      { text: '欧氏得分', because: '键的末端挪了地方，到查询末端的距离就变了。在这里是变近了，得分从 −2 升到 −1。' },
    ],
    answer: 1,
    insight: '三种得分问的是三件事：点积问“有多长、有多同向”，余弦只问“有多同向”，欧氏得分问“有多近”。所以一个键可以单凭长度取胜，一个词也就不一定找得到自己。',
  },
  label: '从原点出发的两支箭：q 指向 (3, 1)，k 指向 (1, 1)。',
  hint: '拖动 q 或 k 的末端，也可以选中它再按方向键。靠近虚线时，k 只变长短，不变方向。',
  stretch: '沿原方向拉长 k',
  legend: '选一种得分，看它在图上看的是什么',
  names: { dot: '点积', cosine: '余弦', euclidean: '欧氏得分' },
  measures: {
    dot: 'k 在 q 方向上的投影，乘以 q 的长度。',
    cosine: '只看夹角：同向为 1，垂直为 0，反向为 −1。',
    euclidean: '两个末端距离平方的一半，再取负：越近越高，最高为 0。',
  },
  alone: '单独成图：k 与更长的 k，三种得分并排',
};

export const live = {
  sights: { shadow: 'k 的投影', angle: '夹角', distance: '距离' },
  label: '从原点出发的两支箭：q 指向 {query}，k 指向 {key}。点积 {dot}，余弦 {cosine}，欧氏得分 {euclidean}。',
  query: 'q 的末端，用方向键移动。',
  key: 'k 的末端，用方向键移动。',
  same: '拉长之前是 {before}：没有变。',
  other: '拉长之前是 {before}。',
};
