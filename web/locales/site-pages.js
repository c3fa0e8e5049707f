/** The names of the site's pages, English and Chinese, as each page's head has them. */
export default /** @type {const} */ ({
  en: { label: 'Pages', lesson: 'Lesson', workbench: 'Workbench', builder: 'Builder', heads: 'Heads', models: 'Models', reference: 'Reference' },
  zh: { label: '页面', lesson: '课程', workbench: '工作台', builder: '做一张图', heads: '注意力头', models: '模型', reference: '参考' },
});
