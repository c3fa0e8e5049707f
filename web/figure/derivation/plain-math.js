/** Mathematics without MathML, for mail and feed readers, which drop its tags and run its digits together. */

import { markup } from './markup.js';

/** @import { Markup } from './markup.js' */

/**
 * @param {Markup | string} tree
 * @returns {Markup | string} the same with every math element in plain HTML: fractions in one line, scripts, tables
 */
export function withoutMathml(tree) {
  if (typeof tree === 'string') return tree;
  if (tree.tag === 'math') return markup('p', {}, ...tree.children.flatMap(inLine));
  const table = tableIn(tree);
  if (table) return markup('table', {}, markup('tbody', {}, ...table.children.map(tableRow)));
  return { ...tree, children: tree.children.map(withoutMathml) };
}

/**
 * @param {Markup} tree
 * @returns {Markup | null} the table of lines that is all this part holds
 */
function tableIn(tree) {
  const [math] = tree.children;
  if (typeof math !== 'object' || math.tag !== 'math') return null;
  const [table] = math.children;
  return typeof table === 'object' && table.tag === 'mtable' ? table : null;
}

/** @param {Markup | string} line */
function tableRow(line) {
  const cells = typeof line === 'string' ? [] : line.children;
  return markup('tr', {}, ...cells.map((cell) => markup('td', {}, ...inLine(cell))));
}

/** Signs with room on both sides. */
const spaced = new Set(['+', '−', '×', '·', '=', '≈']);

/**
 * @param {Markup | string} tree
 * @returns {(Markup | string)[]}
 */
function inLine(tree) {
  if (typeof tree === 'string') return [tree];
  if (tree.attributes.class === 'own') return [markup('u', {}, ...tree.children.flatMap(inLine))];
  const [first, second, third] = tree.children;
  switch (tree.tag) {
    case 'mfrac':
      return [...grouped(first), ' / ', ...grouped(second)];
    case 'msqrt':
      return ['√', ...grouped(first)];
    case 'msub':
      return [...inLine(first), markup('sub', {}, ...inLine(second))];
    case 'msup':
      return [...inLine(first), markup('sup', {}, ...inLine(second))];
    case 'msubsup':
      return [...inLine(first), ...inLine(third), markup('sub', {}, ...inLine(second))];
    case 'munder':
      return [...inLine(first), markup('sub', {}, ...inLine(second)), ' '];
    case 'mo':
      return [spaced.has(String(first)) ? ` ${first} ` : String(first)];
    case 'mi':
      return String(first).length > 1 ? [`${first}`] : [markup('i', {}, String(first))];
    case 'mspace':
      return [' '];
    default:
      return tree.children.flatMap(inLine);
  }
}

/**
 * In brackets where the part is more than a number or a name.
 * @param {Markup | string} tree
 * @returns {(Markup | string)[]}
 */
function grouped(tree) {
  const isSingle = typeof tree === 'string' || ['mn', 'mi', 'msub', 'msup', 'msubsup', 'msqrt'].includes(tree.tag);
  return isSingle ? inLine(tree) : ['(', ...inLine(tree), ')'];
}
