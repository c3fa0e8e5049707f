/** Reads the lines of a derivation back from its markup, and computes them from their own digits. */

/**
 * @typedef {import('../../web/base/markup.js').MarkupTree} MarkupTree
 * @typedef {{ step: string, calculation: MarkupTree, sign: string, result: MarkupTree }} PrintedLine
 */

/** @param {MarkupTree} tree @param {string} [step] @returns {PrintedLine[]} */
export function linesOf(tree, step = '') {
  const own = tree.attributes['data-step'] ?? step;
  if (tree.tag === 'mtr') {
    const [, calculation, sign, result] = tree.children.map((cell) => /** @type {MarkupTree} */ (/** @type {MarkupTree} */ (cell).children[0]));
    return [{ step: own, calculation, sign: wordsIn(sign), result }];
  }
  return tree.children.flatMap((child) => (typeof child === 'string' ? [] : linesOf(child, own)));
}

/** A tree of mathematics in one line. @param {MarkupTree | string} tree @returns {string} */
export function wordsIn(tree) {
  if (typeof tree === 'string') return tree;
  const [first, second] = tree.children.map(wordsIn);
  if (tree.tag === 'mfrac') return `(${first})/(${second})`;
  if (tree.tag === 'msqrt') return `√(${tree.children.map(wordsIn).join('')})`;
  if (tree.tag === 'msup') return `${first}^(${second})`;
  return tree.children.map(wordsIn).join('');
}

/** What the printed digits give; null where not all of them are digits. @param {MarkupTree} tree @returns {number | null} */
export function calculate(tree) {
  const words = wordsIn(tree);
  if (/∑|[<>]/.test(words) || /‖/.test(words)) return null;
  const phi = (/** @type {number} */ x) => (x > 0 ? x + 1 : Math.exp(x));
  return Number(new Function('phi', `return ${expression(tree)}`)(phi));
}

const words = new Map([['−', '-'], ['×', '*'], ['=', '==='], ['[', '('], [']', ')'], ['tanh', 'Math.tanh'], ['exp', 'Math.exp'], ['max', 'Math.max'], ['φ', 'phi'], ['log', 'Math.log'], ['e', 'Math.E']]);

/** The same as JavaScript. @param {MarkupTree | string} tree @returns {string} */
function expression(tree) {
  if (typeof tree === 'string') return words.get(tree) ?? tree.replace('−', '-');
  const [first, second] = tree.children.map(expression);
  switch (tree.tag) {
    case 'mfrac':
      return `((${first}) / (${second}))`;
    case 'msqrt':
      return `Math.sqrt(${first})`;
    case 'msup':
      return `((${first}) ** (${second}))`;
    case 'mn':
      return `(${first})`;
    case 'mrow':
      // Two factors without a sign between them: only roots stand like that.
      return tree.children.map(expression).join(' ').replaceAll(') Math.sqrt', ') * Math.sqrt');
    default:
      return tree.children.map(expression).join('');
  }
}
