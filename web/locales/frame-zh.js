/** The texts of the page for iframes in Chinese. */
/** @type {Record<keyof typeof import('./frame-en.js').default, string>} */
export default {
  'frame.title': '注意力图',
  'frame.builder.long': '在制图页中打开',
  'frame.builder.short': '制图页',
  'frame.settings': '设置',
  'frame.turn': '第 {page} 张小图，共 {count} 张：看下一张',
  'frame.whole': '看完整的图注',
  'frame.empty': '这个地址里没有图。',
  'frame.broken': '这个地址不是一张图。',
  'frame.field': '{argument}：应为{expected}，现为{got}',
  'frame.missing': '图的脚本没有加载：attention-figure.iife.js 应当和本页放在一起。',
};
