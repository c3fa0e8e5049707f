/** The nodes of the element, made once for each. */

import { element } from '../../base/element.js';

/** @typedef {ReturnType<typeof headsParts>} Parts */

/** @param {{ halt: () => void }} actions halt: what computes, or let it go on */
export function headsParts({ halt }) {
  const gridCanvas = element('canvas', { 'aria-hidden': 'true' });
  const canvas = element('canvas', { 'aria-hidden': 'true' });
  const linksCanvas = element('canvas', { 'aria-hidden': 'true' });
  const parts = {
    gridCanvas,
    canvas,
    linksCanvas,
    controls: element('div', { class: 'controls', part: 'controls', role: 'group', 'data-label': 'control.group' }),
    gridStage: element('div', { class: 'stage grid-stage', part: 'grid', role: 'application', tabindex: 0, 'aria-describedby': 'grid-help' }, gridCanvas),
    stage: element('div', { class: 'stage', part: 'canvas', role: 'application', tabindex: 0, 'aria-describedby': 'help' }, canvas),
    linksSpace: element('div', { class: 'links-space' }, linksCanvas),
    progress: element('span', { dir: 'ltr' }),
    halt: element('button', { type: 'button', click: halt }),
    readout: element('p', { class: 'readout', part: 'readout', 'aria-hidden': 'true' }),
    menu: element('div', { class: 'menu', part: 'menu' }),
    found: element('section', { class: 'found', part: 'found', 'aria-labelledby': 'found-title', hidden: true }),
    note: element('p', { class: 'note', part: 'note' }),
    table: element('div', { class: 'numbers unseen', part: 'table' }),
    gridHelp: element('p', { id: 'grid-help', hidden: true }),
    help: element('p', { id: 'help', hidden: true }),
    said: element('p', { class: 'unseen', role: 'status' }),
    caption: element('figcaption', { part: 'caption', dir: 'auto' }),
    fallback: element('slot'),
    problem: element('p', { class: 'problem', part: 'problem' }),
  };
  const linksStage = element('div', { class: 'stage links-stage', part: 'links', role: 'application', tabindex: 0, 'aria-describedby': 'help' }, parts.linksSpace);
  const computing = element('div', { class: 'computing', part: 'computing', hidden: true }, parts.progress, parts.halt);
  const detail = element('div', { class: 'detail' }, parts.stage, linksStage);
  const panes = element('div', { class: 'panes' }, parts.gridStage, detail);
  const pictures = element('div', { class: 'pictures' }, computing, panes);
  const line = element('div', { class: 'line', part: 'line' }, parts.readout, parts.menu);
  const figure = element(
    'figure',
    { class: 'figure', part: 'figure' },
    parts.controls, pictures, line, parts.found, parts.note, parts.table, parts.gridHelp, parts.help, parts.said, parts.caption,
  );
  const shell = element('div', { class: 'shell' }, parts.fallback, parts.problem, figure);
  const room = element('div', { class: 'room' }, shell);
  return { ...parts, linksStage, computing, detail, panes, figure, shell, room };
}
