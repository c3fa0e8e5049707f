/** 课程的框架：名称、出口，以及各节共用的话。 */

import { html } from '../../base/html.js';

// A function's result: scripts, which use the live texts alone, are bundled without it.
export const page = /* @__PURE__ */ (() => ({
  title: '亲眼看着算出来的注意力',
  description: '一堂活的注意力课：每个数都在网页里现算，每张图都能动手，原文的每处错误都改正过来。',
  skip: '直接看课程',
  name: '注意力实验室',
  pages: '页面',
  workbench: '工作台',
  builder: '做一张图',
  allHeads: '注意力头',
  models: '模型',
  reference: '参考',
  otherLanguage: 'English',

  bar: '课程的目录和工具',
  contents: '目录',
  contentsNote: '打勾的是你动过手的。地址栏里的链接会记住。',
  undo: '撤销',
  reset: '重置',
  resetSection: '重置这一节',
  resetAll: '重置整堂课',
  resetNote: '点“撤销”可以找回来。',
  share: '分享',
  projector: '放大，供投影用',
  hideAnswers: '不显示答案',
  hideAnswersNote: '给老师用：打开这个链接的人可以先猜，但看不到答案。打印也一样，可以带答案，也可以不带。',
  address: '课程现在的样子，都在这个链接里',
  copy: '复制链接',
  print: '打印',

  further: '还可以去',
  workbenchNote: '用你自己的词和数走一遍注意力，每一位数字都有来历。',
  builderNote: '把同样能动手的图放进你自己的网页，只要一行。',
  allHeadsNote: '真实模型的每一层、每一个头，来自 Python 写出的文件。',
  modelsNote: '在页面里打开并运行整个 Transformer：每一个头、每一个数、每个接下来的词。',
  referenceNote: '图和引擎接受什么、给出什么，一一列出。',
  sources: '出处',
  sourceList: [
    html`Vaswani 等，<cite lang="en">Attention Is All You Need</cite>，2017：缩放点积、多头、softmax(QK<sup>T</sup>/√d)V。`,
    html`Luong、Pham、Manning，<cite lang="en">Effective Approaches to Attention-based Neural Machine Translation</cite>，2015：点积打分。`,
    html`Bahdanau、Cho、Bengio，<cite lang="en">Neural Machine Translation by Jointly Learning to Align and Translate</cite>，2014：翻译中的注意力。`,
  ],
  made: '本页所有的注意力都由注意力实验室自己的引擎当场算出，不向任何地方发送任何东西。',
}))();

export const live = {
  notLoaded: '这一部分没能加载。请重新载入网页再试。',
  noEngine: '这个浏览器运行不了计算引擎：它需要带 SIMD 的 WebAssembly。',
  broken: '链接里这一部分的内容无法显示，{instead}',
  tooLong: '这个链接太长，读不了，{instead}',
  original: '这里换成了原来的样子。',
  stays: '你原来的内容还在。',
  progress: '{done}/{all}',
  done: '（已试过）',
  resetOne: '重置“{title}”',
  undone: '已撤销。',
  wasReset: '已重置。',
  copied: '已复制。',
  notCopied: '浏览器不允许复制。链接已选中，请手动复制。',
};
