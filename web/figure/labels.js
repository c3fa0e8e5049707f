/** Words along an axis: level where they fit, slanted where not, every so many where it is crowded. */

/** @import { Item, Measure } from './display-list.js' */

const longest = 96;
const lineHeight = 18;
const slant = Math.PI / 4;

/**
 * Which of many labels are written: every so many that they keep apart, and in any case the strong
 * one, before which its neighbours give way.
 * @param {number} count
 * @param {number} slot
 * @param {number} apart the least distance
 * @param {number} [strong]
 * @returns {(index: number) => boolean}
 */
export function spacedOut(count, slot, apart, strong) {
  const every = Math.max(1, Math.ceil(apart / slot));
  return (index) => {
    if (index === strong) return true;
    const givesWay = strong !== undefined && strong < count && Math.abs(index - strong) < every;
    return index % every === 0 && !givesWay;
  };
}

/**
 * @param {string} word
 * @param {number} width
 * @param {Measure} measure
 * @returns {string} cut to the width, with an ellipsis where something is missing
 */
export function fitWord(word, width, measure) {
  if (measure(word, 'label') <= width) return word;
  const characters = [...word];
  while (characters.length > 1 && measure(`${characters.join('')}…`, 'label') > width) {
    characters.pop();
  }
  return `${characters.join('')}…`;
}

/**
 * @param {string[]} words
 * @param {Measure} measure
 * @returns {number} the width of the longest label
 */
export function labelWidth(words, measure) {
  return words.reduce(
    (width, word) => Math.max(width, measure(fitWord(word, longest, measure), 'label')),
    0,
  );
}

/**
 * How much room words take along an axis with slots of a width.
 * @param {string[]} words
 * @param {number} slot
 * @param {Measure} measure
 * @returns {{ slanted: boolean, height: number, overhang: number }}
 */
export function labelRoom(words, slot, measure) {
  const width = labelWidth(words, measure);
  if (width <= slot - 4) return { slanted: false, height: lineHeight, overhang: 0 };
  const reach = width * Math.sin(slant);
  return { slanted: true, height: reach + lineHeight * 0.8, overhang: reach };
}

/**
 * @param {object} axis
 * @param {string[]} axis.words
 * @param {number} axis.left
 * @param {number} axis.slot
 * @param {number} axis.y the edge of the plot that the labels stand at
 * @param {'above' | 'below'} axis.side
 * @param {number} [axis.strong] the label to be set in ink
 * @param {Measure} measure
 * @returns {Item[]}
 */
export function columnLabels({ words, left, slot, y, side, strong }, measure) {
  const { slanted } = labelRoom(words, slot, measure);
  // Lines at this slant are as far apart as they are high where they start 1 / sin(slant) further.
  const isWritten = spacedOut(words.length, slot, slanted ? 0.9 * lineHeight / Math.sin(slant) : 0, strong);
  return words.flatMap((word, index) => {
    if (!isWritten(index)) return [];
    const middle = left + slot * (index + 0.5);
    return {
      type: 'text',
      x: middle,
      y: side === 'above' ? y - 6 : y + 6,
      text: fitWord(word, longest, measure),
      font: 'label',
      fill: index === strong ? 'ink' : 'muted',
      ...(slanted
        ? { align: side === 'above' ? 'left' : 'right', baseline: 'middle', angle: -slant }
        : { align: 'center', baseline: side === 'above' ? 'bottom' : 'top' }),
    };
  });
}
