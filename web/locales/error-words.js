/** What errors of a figure's input say in words, between names, types and sizes, which are the same in every language. */

/**
 * @import { FigureError } from '../figure/state/figure-error.js'
 */

/** Each replaces all that it stands for. @type {[said: RegExp, chinese: string][]} */
const chinese = [
  [/^line (\d+)$/, '第 $1 行'],
  [/^line (\d+), column (\d+)$/, '第 $1 行第 $2 列'],
  [/^table$/, '表格'],
  [/^link$/, '链接'],
  [/^number$/, '数'],
  [/^integer (\S+) … (\S+)$/, '$1 到 $2 的整数'],
  [/^string$/, '文字'],
  [/^array$/, '数组'],
  [/^object$/, '对象'],
  [/^length /, '长度 '],
  [/^a value that can be read$/, '可以读取的值'],
  [/^function$/, '函数'],
  [/^vectors of 2 components$/, '两个分量的向量'],
  // The browser's own words, in its own language.
  [/^JSON \(.*position (\d+).*$/s, 'JSON（第 $1 个字符之后有误）'],
  [/^JSON .*$/s, '格式正确的 JSON'],
  [/^(null|undefined)$/, '空'],
];

/** @param {string} part */
const inChinese = (part) => chinese.reduce((text, [said, words]) => text.replace(said, words), part);

/** @param {string} part @returns {string} as it follows a Chinese word: what is no Chinese stands apart from it */
const spaced = (part) => part.replace(/^(?!\p{Script=Han})/u, ' ');

/**
 * @param {FigureError} error
 * @param {boolean} isChinese
 * @returns {{ argument: string, expected: string, got: string }} for the braces of the sentence that tells it
 */
export function errorWords({ argument, expected, got }, isChinese) {
  if (!isChinese) return { argument, expected, got };
  return { argument: inChinese(argument), expected: spaced(inChinese(expected)), got: spaced(inChinese(got)) };
}
