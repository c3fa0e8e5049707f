/** Mathematics without MathML, for mail and feed readers, which drop its tags and run its digits together. */

import { markup } from '../base/markup.js';

/** @import { MarkupTree } from '../base/markup.js' */

/**
 * @param {MarkupTree | string} tree
 * @returns {MarkupTree | string} the same with every math element in plain HTML: fractions in one line, scripts, tables
 */
export function withoutMathml(tree) {
  if (typeof tree === 'string') return tree;
  if (tree.tag !== 'math') return { ...tree, children: tree.children.map(withoutMathml) };
  const [first] = /** @type {MarkupTree[]} */ (tree.children);
  return first.tag === 'mtable' ? markup('table', {}, markup('tbody', {}, ...inLine(first))) : markup('p', {}, ...inLine(first));
}

/** Signs with room on both sides. */
const spaced = new Set(['+', '−', '×', '·', '=', '≈']);

/**
 * @param {MarkupTree | string} tree
 * @returns {(MarkupTree | string)[]}
 */
function inLine(tree) {
  if (typeof tree === 'string') return [tree];
  const { tag, children } = tree;
  const whole = children.flatMap(inLine);
  /** @param {string} html */
  const marked = (html) => [markup(html, {}, ...whole)];
  if (tree.attributes.class === 'own') return marked('u');
  const [first, second, third] = children;
  switch (tag) {
    case 'mtr': return marked('tr');
    case 'mtd': return marked('td');
    case 'mfrac': return [...grouped(first), ' / ', ...grouped(second)];
    case 'msqrt': return ['√', ...grouped(first)];
    case 'msub': return [...inLine(first), markup('sub', {}, ...inLine(second))];
    case 'munder': return [...inLine(first), markup('sub', {}, ...inLine(second)), ' '];
    case 'msup': return [...inLine(first), markup('sup', {}, ...inLine(second))];
    case 'msubsup': return [...inLine(first), ...inLine(third), markup('sub', {}, ...inLine(second))];
    case 'mo': return spaced.has(String(first)) ? [' ', first, ' '] : whole;
    case 'mi': return String(first).length > 1 ? whole : marked('i');
    case 'mspace': return [' '];
    default: return whole;
  }
}

/**
 * Puts a part in brackets where it is more than a number or a name.
 * @param {MarkupTree | string} tree
 * @returns {(MarkupTree | string)[]}
 */
function grouped(tree) {
  const isSingle = typeof tree === 'string' || ['mn', 'mi', 'msub', 'msup', 'msubsup', 'msqrt'].includes(tree.tag);
  return isSingle ? inLine(tree) : ['(', ...inLine(tree), ')'];
}
