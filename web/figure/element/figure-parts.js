/** The nodes of a figure, made once for each. */

import { element } from '../dom.js';

/** @typedef {ReturnType<typeof figureParts>} Parts */

export function figureParts() {
  const canvas = element('canvas', { 'aria-hidden': 'true' });
  const parts = {
    fallback: element('slot'),
    problem: element('p', { class: 'problem', part: 'problem', hidden: true }),
    controls: element('div', { class: 'controls', part: 'controls', role: 'group', hidden: true }),
    canvas,
    help: element('p', { class: 'unseen', id: 'help' }),
    stage: element('div', { class: 'stage', part: 'canvas', role: 'application', tabindex: 0, 'aria-describedby': 'sentence help' }, canvas),
    stale: element('p', { class: 'stale', dir: 'ltr', hidden: true }),
    readout: element('p', { class: 'readout', part: 'readout', dir: 'ltr' }),
    menu: element('div', { class: 'menu', part: 'menu' }),
    vector: element('fieldset', { class: 'vector', part: 'vector', hidden: true }),
    steppers: element('div', { class: 'steppers', role: 'group' }),
    numbers: element('div', { class: 'numbers unseen', part: 'table' }),
    sentence: element('p', { class: 'sentence', id: 'sentence', dir: 'ltr' }),
    tables: element('div'),
    derivation: element('section', { class: 'panel', part: 'derivation', role: 'group', hidden: true }),
    caption: element('figcaption', { part: 'caption', dir: 'auto', hidden: true }),
    note: element('p', { class: 'note', dir: 'ltr', hidden: true }),
    said: element('p', { class: 'unseen', role: 'status' }),
  };
  const { readout, menu, sentence, tables, numbers } = parts;
  const line = element('div', { class: 'line' }, readout, menu);
  numbers.append(sentence, tables);
  const figure = element(
    'figure',
    { class: 'figure', part: 'figure' },
    parts.controls, parts.stage, parts.stale, line, parts.vector, parts.steppers, parts.note, parts.derivation, numbers,
    parts.help, parts.said, parts.caption,
  );
  const shell = element('div', { class: 'shell' }, parts.fallback, parts.problem, figure);
  return { ...parts, figure, shell };
}
