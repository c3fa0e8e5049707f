/** 课程的框架：名称、出口，以及各节共用的话。 */

export const page = {
  title: '亲眼看着算出来的注意力',
  description: '一堂活的注意力课：每个数都在网页里现算，每张图都能动手，原文的每处错误都改正过来。',
  skip: '直接看课程',
  name: '注意力实验室',
  pages: '页面',
  workbench: '工作台',
  builder: '做一张图',
  otherLanguage: 'English',
};

export const live = {
  notLoaded: '这一部分没能加载。请重新载入网页再试。',
  noEngine: '这个浏览器运行不了计算引擎：它需要带 SIMD 的 WebAssembly。',
};
