/** A broken picture is completed, moment by moment. */

import { element } from '../../../base/dom.js';
import { formatNumber } from '../../../base/number-format.js';
import { largestWeight } from '../../../base/statistics.js';
import { choice } from './choice.js';
import { LoopView } from './loop-view.js';
import { broken, covered, mostSteps, pictureNames, pictures, pictureText, readPicture, recall } from './memory.js';
import { barTable, matrixTable } from './number-table.js';
import { energyChart, pictureEditor, pictureSvg } from './picture-view.js';
import { readStep } from './steps-in-link.js';
import { filled } from '../../../base/filled.js';

/**
 * @import { Attention } from '../../../engine/index.js'
 * @import { AttentionFigureElement } from '../../../figure/element/attention-figure.js'
 * @import { Lesson } from '../section.js'
 * @import { Recall } from './memory.js'
 * @import { LoopTexts, Moment } from './loop-view.js'
 */

const betas = ['0.01', '0.0625', '0.125', '0.5'];
const tolerances = ['0.1', '0.001', '0.000001'];

/** The usual start is the heart without its lower half. */
const usual = { beta: '0.125', tolerance: '0.001', start: covered(pictures[1]) };

/**
 * @param {HTMLElement} root
 * @param {Lesson} lesson
 * @param {Attention} engine
 * @param {LoopTexts} texts
 */
export function startMemory(root, lesson, engine, texts) {
  const own = texts.memory;
  let state = usual;
  /** @type {number[][]} */
  let states = [];
  const figure = /** @type {AttentionFigureElement} */ (document.createElement('attention-figure'));
  for (const [name, value] of [['link-base', 'figure.html'], ['view', 'bars']]) figure.setAttribute(name, value);
  const view = new LoopView(root, texts.player, () => keepState(), (index) => draw(index));
  const editor = pictureEditor((start) => change({ start }), { label: own.editor, pixel: own.pixel });
  const beta = choice(own.beta, betas, (value) => `${value} · ${own.betaNote[/** @type {keyof typeof own.betaNote} */ (value)]}`, (value) => change({ beta: value }));
  const tolerance = choice(own.tolerance, tolerances, (value) => value, (value) => change({ tolerance: value }));
  const stored = pictureNames.map((name, index) => {
    const button = element('button', { type: 'button', class: 'loop-stored', 'aria-label': filled(own.use, { name: own.names[name] }) });
    button.append(pictureSvg(pictures[index], own.names[name]));
    button.addEventListener('click', () => change({ start: pictures[index] }));
    return button;
  });
  /** @param {string} text @param {(start: number[]) => number[]} act */
  const breaking = (text, act) => {
    const button = element('button', { type: 'button' }, text);
    button.addEventListener('click', () => change({ start: act(state.start) }));
    return button;
  };
  root.querySelector('.loop-settings')?.append(
    element('div', {},
      element('p', { class: 'note' }, own.editor), editor.node,
      element('div', { class: 'buttons' }, breaking(own.flip, (start) => broken(start, 10)), breaking(own.cover, covered))),
    element('div', {},
      element('p', { class: 'note' }, own.stored), element('div', { class: 'buttons' }, ...stored), beta.node, tolerance.node),
  );

  /** @param {number} index */
  function draw(index) {
    const round = Math.min(states.length - 2, Math.max(0, Math.floor((index - 1) / 4)));
    const caption = filled(own.figure, { round: round + 1 });
    Object.assign(figure, {
      tokens: pictureNames.map((name) => own.names[name]), queryTokens: [own.state], queries: [states[round]], keys: pictures,
      score: 'dot', scale: Number(state.beta), label: caption, caption,
    });
  }

  /** @param {Partial<typeof usual>} changed */
  function change(changed) {
    show({ ...state, ...changed }, 0);
    keepState();
  }

  /** @param {typeof usual} next @param {string | number} step a place in the walk, or how the address names one */
  function show(next, step) {
    const found = recall(engine, next.start, Number(next.beta), Number(next.tolerance));
    const moments = momentsOf(found, next.tolerance, texts, figure);
    const index = typeof step === 'number' ? step : readStep(step, moments.length);
    [state, states] = [next, found.states];
    editor.show(state.start);
    beta.show(state.beta);
    tolerance.show(state.tolerance);
    view.load(moments, index);
  }

  function keepState() {
    const { beta: sharpness, tolerance: slack, start } = state;
    const isUsual = sharpness === usual.beta && slack === usual.tolerance && pictureText(start) === pictureText(usual.start) && view.index === 0;
    keep(isUsual ? '' : [view.index + 1, sharpness, slack, pictureText(start)].join('_'));
  }

  show(usual, 0);
  const keep = lesson.link.keep('loops.memory', {
    restore(value) {
      if (value === '') {
        show(usual, 0);
        return;
      }
      const [step, sharpness, slack, picture] = value.split('_');
      if (!betas.includes(sharpness) || !tolerances.includes(slack)) throw new Error(`memory: expected known beta and tolerance, got ${sharpness}, ${slack}`);
      show({ beta: sharpness, tolerance: slack, start: readPicture(picture ?? '') }, step);
    },
  });
}

/**
 * @param {Recall} found
 * @param {string} tolerance
 * @param {LoopTexts} texts
 * @param {HTMLElement} figure of the round's weights
 * @returns {Moment[]}
 */
function momentsOf({ states, scores, weights, moves, energies, isAtRest }, tolerance, { memory: own, before, after }, figure) {
  const names = pictureNames.map((name) => own.names[name]);
  const energyLabel = filled(own.energyLabel, { energies: energies.map((value) => formatNumber(value)).join(', ') });
  /** @param {number} at the index of a state @param {string} label */
  const picture = (at, label) => {
    const figure = element('figure', { class: 'loop-state' }, element('figcaption', {}, label));
    figure.prepend(pictureSvg(states[at], label));
    return element('div', { class: 'loop-state-row' }, figure, energyFigure(at));
  };
  /** @param {number} at */
  const energyFigure = (at) => {
    const figure = element('figure', { class: 'loop-energy-place' });
    figure.append(
      energyChart(energies, at, energyLabel),
      element('figcaption', {}, filled(own.energy, { energy: energies.slice(0, at + 1).map((value) => formatNumber(value)).join(' → ') })),
    );
    return figure;
  };
  /** @type {Moment[]} */
  const moments = [{ box: 'input', place: before, short: { input: energyText(own.energy, energies[0]) }, content: () => [picture(0, own.state)] }];
  moves.forEach((move, step) => {
    const place = filled(own.place, { round: step + 1 });
    /** @type {Record<string, string>} */
    const short = {};
    /** @param {string} box @param {string} line @param {() => Node[]} content @param {string} [says] */
    const add = (box, line, content, says) => {
      short[box] = line;
      moments.push({ box, place, short: { ...short }, says, content });
    };
    const largest = largestWeight(weights[step]);
    add('scores', `${names[largest]} ${formatNumber(scores[step][largest])}`, () => [barTable(own.scores, names, scores[step]), picture(step, own.state)]);
    add('weights', `${names[largest]} ${formatNumber(weights[step][largest])}`, () => [matrixTable(own.weights, names, weights[step].map((weight) => [weight])), figure]);
    add('mix', energyText(own.energy, energies[step + 1]), () => [picture(step + 1, own.next)]);
    const isLast = step === moves.length - 1;
    const answer = !isLast ? own.no : isAtRest ? own.yes : own.never;
    const sign = isLast && isAtRest ? '≤' : '>';
    add('rest', `${formatNumber(move)} ${sign} ${tolerance}`, () => [picture(step + 1, own.next)], filled(answer, { move: formatNumber(move), tolerance, steps: mostSteps }));
  });
  const last = weights[weights.length - 1];
  const largest = largestWeight(last);
  const end = states[states.length - 1];
  const wrong = pictures[largest].filter((pixel, index) => pixel * end[index] <= 0).length;
  const says = filled(last[largest] > 0.5 ? own.found : own.blend, { name: names[largest], weight: formatNumber(last[largest]), wrong });
  moments.push({ box: 'output', place: after, short: { output: `${names[largest]} ${formatNumber(last[largest])}` }, says, content: () => [picture(states.length - 1, own.state)] });
  return moments;
}

/** @param {string} text @param {number} value */
const energyText = (text, value) => filled(text, { energy: formatNumber(value) });
