/** “先猜，再揭晓”：每道题前后的话。 */

export const page = {
  kicker: '先猜一猜',
  check: '看结果',
};

export const live = {
  choose: '先选一个。猜错也没关系。',
  right: '猜对了。',
  notYet: '还差一点。',
  noted: '已记下。这个链接不显示答案。',
};
