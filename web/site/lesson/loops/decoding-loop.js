/** Decoding token by token, moment by moment. */

import { element } from '../../../base/dom.js';
import { formatNumber, formatVector } from '../../../base/number-format.js';
import { endToken, model, prompt, runDecoding, vocabulary } from './decoding.js';
import { LoopView } from './loop-view.js';
import { barTable, languageOf, matrixTable } from './number-table.js';
import { choice } from './choice.js';
import { readStep } from './steps-in-link.js';
import { filled } from '../../../base/filled.js';

/**
 * @import { Attention } from '../../../engine/index.js'
 * @import { AttentionFigureElement } from '../../../figure/element/attention-figure.js'
 * @import { Lesson } from '../section.js'
 * @import { Round } from './decoding.js'
 * @import { LoopTexts, Moment } from './loop-view.js'
 */

const limits = ['1', '2', '3', '6'];
const usualLimit = '6';

/**
 * @param {HTMLElement} root
 * @param {Lesson} lesson
 * @param {Attention} engine
 * @param {LoopTexts} texts
 */
export function startDecoding(root, lesson, engine, texts) {
  let limit = usualLimit;
  /** @type {Round[]} */
  let rounds = [];
  const figure = /** @type {AttentionFigureElement} */ (document.createElement('attention-figure'));
  for (const [name, value] of [['link-base', 'figure.html'], ['view', 'bars']]) figure.setAttribute(name, value);

  /** @param {number} index */
  const draw = (index) => {
    const round = Math.min(rounds.length - 1, Math.max(0, Math.floor((index - 1) / 7)));
    const { tokens, query } = rounds[round];
    const caption = filled(texts.decoding.figure, { token: tokens[tokens.length - 1], round: round + 1 });
    Object.assign(figure, {
      tokens, queryTokens: [tokens[tokens.length - 1]], queries: [query], keys: tokens.map((token) => model[token].key),
      values: tokens.map((token) => model[token].value), label: caption, caption,
    });
  };
  const view = new LoopView(root, texts.player, () => keepState(), draw);
  const keepState = () => keep(limit === usualLimit && view.index === 0 ? '' : `${view.index + 1}_${limit}`);

  const select = choice(texts.decoding.limit, limits, (text) => text, (value) => {
    run(value, 0);
    keepState();
  });
  root.querySelector('.loop-settings')?.append(select.node);

  /** @param {string} nextLimit @param {string | number} step a place in the walk, or how the address names one */
  function run(nextLimit, step) {
    const nextRounds = runDecoding(engine, Number(nextLimit));
    const moments = momentsOf(nextRounds, Number(nextLimit), texts, figure);
    const index = typeof step === 'number' ? step : readStep(step, moments.length);
    [limit, rounds] = [nextLimit, nextRounds];
    select.show(limit);
    view.load(moments, index);
  }

  run(usualLimit, 0);
  const keep = lesson.link.keep('loops.decoding', {
    restore(value) {
      const [step, given = usualLimit] = value.split('_');
      if (!limits.includes(given)) throw new Error(`words: expected one of ${limits}, got ${given}`);
      run(given, step);
    },
  });
}

/**
 * @param {Round[]} rounds
 * @param {number} limit
 * @param {LoopTexts} texts
 * @param {HTMLElement} figure of the round's weights
 * @returns {Moment[]}
 */
function momentsOf(rounds, limit, { decoding: own, before, after }, figure) {
  /** @type {Moment[]} */
  const moments = [{ box: 'input', place: before, short: { input: prompt.join(' ') }, content: () => [textSoFar(own.tokens, prompt)] }];
  rounds.forEach(({ tokens, query, scores, weights, output, chosen, isEnd, isFull }, index) => {
    const place = filled(own.place, { round: index + 1 });
    /** @type {Record<string, string>} */
    const short = { input: tokens.slice(prompt.length - 1).join(' ') };
    /** @param {string} box @param {string} line @param {() => Node[]} content @param {string} [says] */
    const add = (box, line, content, says) => {
      short[box] = line;
      moments.push({ box, place, short: { ...short }, says, content });
    };
    const last = tokens[tokens.length - 1];
    const longer = [...tokens, chosen];
    add('query', `${last}  ${formatVector(query)}`, () => [textSoFar(own.tokens, tokens), matrixTable(filled(own.query, { token: last }), [last], [query])]);
    add('scores', strongest(tokens, scores), () => [barTable(own.scores, tokens, scores)]);
    add('weights', strongest(tokens, weights), () => [matrixTable(own.weights, tokens, weights.map((weight) => [weight])), figure]);
    add('mix', formatVector(output), () => [matrixTable(own.output, [last], [output], vocabulary)]);
    add('choose', chosen, () => [barTable(own.output, vocabulary, output)], filled(own.chosen, { word: chosen }));
    add('append', `… ${longer.slice(-3).join(' ')}`, () => [textSoFar(own.tokens, longer)]);
    const says = filled(isEnd ? own.end : isFull ? own.full : own.no, { word: chosen, count: index + 1, limit });
    add('ended', `${index + 1} / ${limit}`, () => [textSoFar(own.tokens, longer)], says);
  });
  const { tokens, chosen } = rounds[rounds.length - 1];
  const text = [...tokens, chosen].slice(prompt.length).filter((token) => token !== endToken);
  moments.push({ box: 'output', place: after, short: { output: text.join(' ') }, content: () => [textSoFar(own.tokens, [...tokens, chosen])] });
  return moments;
}

/** @param {string[]} tokens @param {number[]} values */
function strongest(tokens, values) {
  const at = values.indexOf(Math.max(...values));
  return `${tokens[at]} ${formatNumber(values[at])}`;
}

/** @param {string} label @param {string[]} tokens */
function textSoFar(label, tokens) {
  return element('ol', { class: 'loop-tokens', 'aria-label': label }, ...tokens.map((token, index) => (
    element('li', { class: index < prompt.length ? 'loop-token' : 'loop-token is-new', lang: languageOf(token) }, token))));
}
