/** The exercise by hand: what each step asks for, and whether an answer is right. */

/** The scores are ln 1, ln 2, ln 5. */
export const scores = [Math.log(1), Math.log(2), Math.log(5)];
export const values = [[4, 0], [0, 8], [8, 0]];

/**
 * The right answers as somebody would write them by hand.
 * @type {readonly { name: 'exponentials' | 'sum' | 'weights' | 'mix', answers: readonly string[] }[]}
 */
export const steps = [
  { name: 'exponentials', answers: ['1', '2', '5'] },
  { name: 'sum', answers: ['8'] },
  { name: 'weights', answers: ['1/8', '2/8', '5/8'] },
  { name: 'mix', answers: ['5.5', '2'] },
];

/** The mistakes that can be named. @typedef {'unread' | 'score' | 'numerator' | 'negative' | 'wrong'} Mistake */

/**
 * Reads a number as people write it: 5/8, 0.625, 0,625, 62.5 %, ⅝, 1 3/8, also in full-width characters.
 * @param {string} text
 * @returns {{ value: number, half: number }} half: half a unit of the last decimal that was written, 0 for an exact
 *   number; value: NaN if this is no number
 */
export function readAnswer(text) {
  const plain = text.normalize('NFKC').replaceAll('\u2212', '-').replaceAll('\u2044', '/').replaceAll('÷', '/').trim();
  const isPercent = plain.endsWith('%');
  const number = plain.replace(/%$/, '').replace(/(\d)[,。](\d)/g, '$1.$2').trim();
  const share = isPercent ? 100 : 1;
  const [, whole, above, below] = /^(?:(\d+)\s+)?(-?\d+(?:\.\d+)?)\s*\/\s*(\d+(?:\.\d+)?)$/.exec(number) ?? [];
  if (below !== undefined) return { value: (Number(whole ?? 0) + Number(above) / Number(below)) / share, half: 0 };
  if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(number)) return { value: NaN, half: 0 };
  const decimals = (number.split('.')[1] ?? '').length + (isPercent ? 2 : 0);
  return { value: Number(number) / share, half: decimals >= 2 ? 0.5 * 10 ** -decimals : 0 };
}

/**
 * @param {number} step
 * @param {number} index the index of the answer within the step
 * @param {string} text
 * @returns {Mistake | null} null for a right answer. A decimal number counts as right if it is rounded to two places or more
 */
export function mistakeIn(step, index, text) {
  const { value, half } = readAnswer(text);
  if (!Number.isFinite(value)) return 'unread';
  const right = readAnswer(steps[step].answers[index]).value;
  if (Math.abs(value - right) <= half + 1e-9) return null;
  const { name } = steps[step];
  if (name === 'exponentials' && Math.abs(value - scores[index]) <= half + 1e-9) return 'score';
  if (name === 'weights' && value === readAnswer(steps[0].answers[index]).value) return 'numerator';
  if (name !== 'mix' && value < 0) return 'negative';
  return 'wrong';
}

const longest = 12;

/** @param {readonly (readonly string[])[]} answers for each step that was done @returns {string} such as '1;2;5|8' */
export const write = (answers) => answers.map((step) => step.map((answer) => answer.trim()).join(';')).join('|');

/** @param {string} text @returns {string[][]} @throws {Error} unless these are right answers to the first steps */
export function read(text) {
  if (text === '') return [];
  const answers = text.split('|').map((step) => step.split(';'));
  const isRight = answers.length <= steps.length && answers.every((step, number) => (
    step.length === steps[number].answers.length
    && step.every((answer, index) => answer.length <= longest && mistakeIn(number, index, answer) === null)));
  if (!isRight) throw new Error(`exercise: expected the answers of its steps, got ${text}`);
  return answers;
}
