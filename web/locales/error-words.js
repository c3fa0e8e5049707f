/** What errors of a figure's input say in words, between names and numbers, which are the same in every language. */

/** Each with the word that counts it. @type {{ [unit: string]: string }} */
const units = {
  axis: '个维度', axes: '个维度', cell: '格', character: '个字符', column: '列', component: '个分量', head: '个头', item: '项', name: '个名称', number: '个数', row: '行',
  vector: '个向量', weight: '个权重', word: '个词',
};

const count = String.raw`(\d+) (${Object.keys(units).join('|')})s?`;

/** Each replaces all that it stands for. @type {[said: RegExp, chinese: string | ((...groups: string[]) => string)][]} */
const chinese = [
  [/^line (\d+)$/, '第 $1 行'],
  [/^line (\d+), column (\d+)$/, '第 $1 行第 $2 列'],
  [/^table$/, '表格'],
  [/^each cell once$/, '每一格只有一次'],
  [/^a table of numbers$/, '数的表格'],
  [/^quotation marks in pairs$/, '成对的引号'],
  [/^names, or weights such as 0\.0$/, '名称，或写成 0.0 的权重'],
  [/^data$/, '数据'],
  [/^JSON or a table$/, 'JSON 或表格'],
  [/^straight quotes$/, '直引号'],
  [/^texts without markup \((.*) for <\)$/, '不带标记的文字（< 写成 $1）'],
  [/^a script behind the figure$/, '图后面的脚本'],
  [/^link$/, '链接'],
  [/^number$/, '数'],
  [/^a whole number from (\S+) to (\S+)$/, '$1 到 $2 的整数'],
  [/^(\d+), the only one$/, '$1，只有这一个'],
  [/^a number above 0$/, '大于 0 的数'],
  [/^a number within (\S+)$/, '$1 以内的数'],
  [/^string$/, '文字'],
  [/^array$/, '数组'],
  [/^object$/, '对象'],
  [/^a value that can be read$/, '可以读取的值'],
  [/^function$/, '函数'],
  [/^nothing$/, '空'],
  [/^both$/, '两者都有'],
  [new RegExp(`^at (most|least) ${count}`), (_, bound, number, unit) => `${bound === 'most' ? '最多' : '至少'} ${number} ${units[unit]}`],
  [new RegExp(`^(\\d+) to ${count}`), (_, least, most, unit) => `${least} 到 ${most} ${units[unit]}`],
  [new RegExp(`^${count}(?: for the ${count} of (\\w+))?`), (_, number, unit, others, other, name) =>
    `${number} ${units[unit]}${others ? `，对应 ${name} 的 ${others} ${units[other]}` : ''}`],
  [/ without vectors$/, '（不给向量时）'],
  [/: heads × queries × keys$/, '：头数 × 查询数 × 键数'],
  [/ of the shape ([\d ×]+)$/, '，形状是 $1'],
  [/ for a plane$/, '，才能画在平面上'],
  [/, as in (\S+( \d+)?)$/, (_, place) => `，与${spaced(inChinese(place)).replace(/[^\p{Script=Han}]$/u, '$& ')}一样`],
  [/, one for each (query|key|head)$/, (_, one) => `，每个${{ query: '查询', key: '键', head: '头' }[one]}一个`],
  [/, to the left and to the right$/, '，向左和向右'],
  [/, the least and the most$/, '，最小和最大'],
  [/^the least before the most$/, '先小后大的两个数'],
  [/^vectors of (\d+) numbers/, '$1 个分量的向量'],
  [/^vectors beside (\w+)$/, '与 $1 相配的向量'],
  [/^words, weights, or queries and keys$/, '词、权重，或查询和键'],
  [/^weights or (\w+)$/, 'weights 或 $1'],
  [/^a number of heads that divides the (\d+) of queries$/, '能整除 queries 的 $1 个头的头数'],
  [/^heads of one batch and one layer/, '一个批次、一层的各个头'],
  [/ \(<attention-heads> shows all layers\)$/, '（<attention-heads> 显示所有层）'],
  [/^a row for each query, the same for all heads$/, '每个查询一行，各个头相同'],
  [/^more than one head$/, '不止一个头'],
  [/^heads, as the weights are finished$/, 'heads（权重是给定的）'],
  [/^queries and keys instead of weights$/, 'queries 和 keys，而不是 weights'],
  [/^heads, or two to four of /, 'heads，或这些中的两到四个：'],
  [/^version 1$/, '版本 1'],
  [/^different names$/, '不同的名称'],
  [/^a query, or a query and a key$/, '一个查询，或一个查询和一个键'],
  [/^a language tag such as en or zh-CN$/, '语言标签，如 en 或 zh-CN'],
  // The browser's own words, in its own language.
  [/^JSON \(.*position (\d+).*$/s, 'JSON（第 $1 个字符之后有误）'],
  [/^JSON .*$/s, '格式正确的 JSON'],
];

/** @param {string} part @returns {string} */
const inChinese = (part) => chinese.reduce((text, [said, words]) => text.replace(said, /** @type {string} */ (words)), part);

/** @param {string} part @returns {string} as it follows a Chinese word: what is no Chinese stands apart from it */
const spaced = (part) => part.replace(/^(?!\p{Script=Han})/u, ' ');

/**
 * @param {{ argument: string, expected: string, got: string }} error a FigureError
 * @param {boolean} isChinese
 * @returns {{ argument: string, expected: string, got: string }} for the braces of the sentence that tells it
 */
export function errorWords({ argument, expected, got }, isChinese) {
  if (!isChinese) return { argument, expected, got };
  // What the author wrote stands after a colon or between quotation marks, and stays as it is.
  const came = got.replace(/^([^:"]*)(: )?/, (_, words, colon) => inChinese(words) + (colon ? '：' : ''));
  return { argument: inChinese(argument), expected: spaced(inChinese(expected)), got: spaced(came) };
}
