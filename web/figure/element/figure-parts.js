/** The nodes of a figure, made once for each. */

import { element } from '../../base/element.js';

/** @typedef {ReturnType<typeof figureParts>} Parts */

/** Buttons that do what arrow keys do, for fingers: cells are often smaller than one. */
const steps = [['ArrowUp', 'up', '↑'], ['ArrowDown', 'down', '↓'], ['ArrowLeft', 'left', '←'], ['ArrowRight', 'right', '→']];

/**
 * @param {object} actions of the buttons
 * @param {(key: string) => unknown} actions.walk as a key of the keyboard does
 * @param {() => void} actions.derive
 * @param {() => void} actions.close the derivation
 * @param {() => void} actions.halt the computation, or let it go on
 */
export function figureParts({ walk, derive, close, halt }) {
  const canvas = element('canvas', { 'aria-hidden': 'true' });
  const parts = {
    canvas,
    controls: element('div', { class: 'controls', part: 'controls', role: 'group', 'data-label': 'control.group', hidden: true }),
    stage: element('div', { class: 'stage', part: 'canvas', role: 'application', tabindex: 0, 'aria-describedby': 'sentence help' }, canvas),
    progress: element('span', { dir: 'ltr' }),
    halt: element('button', { type: 'button', click: halt }),
    stale: element('p', { class: 'stale', dir: 'ltr' }),
    readout: element('p', { class: 'readout', part: 'readout', dir: 'ltr', 'aria-hidden': 'true' }),
    menu: element('div', { class: 'menu', part: 'menu' }),
    vector: element('fieldset', { class: 'vector', part: 'vector', hidden: true }),
    note: element('p', { class: 'note', part: 'note', dir: 'ltr' }),
    title: element('h3', { id: 'title', tabindex: -1 }),
    content: element('div', { class: 'panel-content', tabindex: 0, role: 'group', 'aria-labelledby': 'title' }),
    sentence: element('p', { class: 'sentence', id: 'sentence', dir: 'ltr' }),
    tables: element('div'),
    help: element('p', { id: 'help', hidden: true }),
    said: element('p', { class: 'unseen', role: 'status' }),
    caption: element('figcaption', { part: 'caption', dir: 'auto' }),
    fallback: element('slot'),
    problem: element('p', { class: 'problem', part: 'problem' }),
  };
  const steppers = element(
    'div',
    { class: 'steppers', part: 'steps', role: 'group', 'data-label': 'step.group' },
    ...steps.map(([key, name, sign]) => element('button', { type: 'button', 'data-label': `step.${name}`, click: () => walk(key) }, sign)),
    element('button', { type: 'button', class: 'derive', part: 'derive', 'data-text': 'step.derivation', click: derive }),
  );
  const panel = element(
    'section',
    { class: 'panel', part: 'derivation', role: 'group', 'aria-labelledby': 'title', hidden: true },
    element('div', { class: 'panel-head' }, parts.title, element('button', { type: 'button', 'data-label': 'panel.close', click: close }, '×')),
    parts.content,
  );
  const computing = element('div', { class: 'computing', part: 'computing', hidden: true }, parts.progress, parts.halt);
  const numbers = element('div', { class: 'numbers unseen', part: 'table' }, parts.sentence, parts.tables);
  const line = element('div', { class: 'line', part: 'line' }, parts.readout, parts.menu);
  const figure = element(
    'figure',
    { class: 'figure', part: 'figure' },
    parts.controls, computing, parts.stage, parts.stale, line, parts.vector,
    steppers, parts.note, panel, numbers, parts.help, parts.said, parts.caption,
  );
  const shell = element('div', { class: 'shell' }, parts.fallback, parts.problem, figure);
  // Where the page lets content decide on the width, a figure is as wide as a picture of 640 pixels that may shrink.
  const room = element('div', { class: 'room' }, shell);
  return { ...parts, computing, line, steppers, panel, numbers, figure, shell, room };
}
