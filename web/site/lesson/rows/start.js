/** Each symbol of the formula lights its part of the matrices; each cell shows how it was computed. */

import { element } from '../../../base/dom.js';
import { filled } from '../../../base/filled.js';
import { live as en } from '../../../locales/lesson/rows-en.js';
import { live as zh } from '../../../locales/lesson/rows-zh.js';
import { startPredict } from '../predict/predict.js';
import { SectionState } from '../section-state.js';
import { calculationOf, written } from './calculation.js';
import { key, lights, query, stageOf, stages, symbols, value } from './example.js';

/**
 * @import { Trace } from '../../../engine/index.js'
 * @import { Lesson } from '../section.js'
 * @import { Stage, SymbolName } from './example.js'
 *
 * @typedef {{ symbol: SymbolName | null, stage: Stage | null, row: number, column: number }} State
 */

/** @type {State} */
const author = { symbol: null, stage: null, row: 0, column: 0 };

/** @param {HTMLElement} root @param {Lesson} lesson */
export async function start(root, lesson) {
  const texts = lesson.language === 'en' ? en : zh;
  const buttons = /** @type {HTMLButtonElement[]} */ ([...root.querySelectorAll('.rows-symbol')]);
  const said = /** @type {HTMLElement} */ (root.querySelector('.rows-said'));
  const first = said.textContent ?? '';
  const words = [...root.querySelectorAll('[data-matrix=scores] tbody th')].map((node) => node.textContent ?? '');
  startPredict(root, lesson, 'rows.predict');
  const engine = await lesson.engine();
  const traces = query.map((_, row) => engine.explain({ query, key, value }, { row: { query: row } }));
  const kept = new SectionState(lesson.link, 'rows', { author, read, write, show: () => show() });

  const cells = new Map(stages.map((stage) => [stage, buttonsOf(root, stage, traces[0])]));
  for (const [stage, grid] of cells) {
    for (const { button, row, column } of grid) {
      button.addEventListener('click', () => kept.edit({ symbol: null, stage, row, column }));
      button.addEventListener('keydown', (event) => walk(event, grid, row, column));
    }
  }
  for (const button of buttons) {
    button.addEventListener('click', () => {
      const symbol = /** @type {SymbolName} */ (button.dataset.symbol);
      kept.edit({ symbol: kept.current.symbol === symbol ? null : symbol, stage: null });
    });
    // Pointing shows for the moment, pressing keeps. A finger cannot point without pressing.
    button.addEventListener('pointerenter', (event) => {
      if (event.pointerType === 'mouse') show({ ...author, symbol: /** @type {SymbolName} */ (button.dataset.symbol) });
    });
    button.addEventListener('pointerleave', () => show());
  }

  kept.start();
  void lesson.figures();

  /** @param {State} [seen] what the reader points at, or has chosen */
  function show(seen = kept.current) {
    light(seen);
    const text = wordsOn(seen);
    if (said.textContent !== text) said.textContent = text;
  }

  /** @param {State} told */
  function wordsOn({ symbol, stage, row, column }) {
    if (symbol) {
      const made = stageOf[symbol];
      const example = made ? filled(texts.example, { name: texts.stages[made], query: words[0], calculation: calculationOf(traces[0], made, { row: 0, column: 0 }, { query, key, value }) }) : '';
      return [texts.symbols[symbol], example].filter(Boolean).join(texts.join);
    }
    if (!stage) return first;
    const isOutput = stage === 'output';
    return filled(isOutput ? texts.component : texts.cell, {
      name: texts.stages[stage],
      query: words[row],
      key: isOutput ? column + 1 : words[column],
      calculation: calculationOf(traces[row], stage, { row, column }, { query, key, value }),
    });
  }

  /** @param {State} seen */
  function light({ symbol, stage, row, column }) {
    for (const button of buttons) button.setAttribute('aria-pressed', String(button.dataset.symbol === symbol));
    const lit = /** @type {readonly string[]} */ (symbol ? lights[symbol] : []);
    for (const table of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll('.rows-matrix'))) {
      table.toggleAttribute('data-lit', lit.includes(table.dataset.matrix ?? ''));
      for (const node of /** @type {NodeListOf<HTMLElement>} */ (table.querySelectorAll('td[data-row]'))) {
        const [r, c] = [Number(node.dataset.row), Number(node.dataset.column)];
        node.toggleAttribute('data-source', !symbol && stage !== null && isSource(stage, table.dataset.matrix ?? '', r, c, row, column));
        node.toggleAttribute('data-chosen', !symbol && stage === table.dataset.matrix && r === row && c === column);
      }
    }
  }
}

/**
 * Whether a cell was used to compute another one.
 * @param {Stage} stage of the other one
 * @param {string} matrix
 * @param {number} r @param {number} c
 * @param {number} row @param {number} column of the other one
 */
function isSource(stage, matrix, r, c, row, column) {
  switch (stage) {
    case 'scores': return (matrix === 'query' && r === row) || (matrix === 'key' && c === column);
    case 'scaled': return matrix === 'scores' && r === row && c === column;
    case 'weights': return matrix === 'scaled' && r === row;
    case 'output': return (matrix === 'weights' && r === row) || (matrix === 'value' && c === column);
  }
}

/**
 * Puts the engine's numbers into a matrix, each in a button. Of a matrix the keyboard's focus meets one cell; the arrow
 * keys go on from there.
 * @param {HTMLElement} root
 * @param {Stage} stage
 * @param {Trace} trace
 */
function buttonsOf(root, stage, trace) {
  const { data } = trace[stage];
  const nodes = /** @type {HTMLElement[]} */ ([...root.querySelectorAll(`[data-matrix=${stage}] td[data-row]`)]);
  return nodes.map((node, index) => {
    const button = element('button', { type: 'button', class: 'rows-cell', tabindex: index === 0 ? 0 : -1 }, written(data[index]));
    node.replaceChildren(button);
    return { button, row: Number(node.dataset.row), column: Number(node.dataset.column) };
  });
}

/**
 * @param {KeyboardEvent} event
 * @param {ReturnType<typeof buttonsOf>} grid
 * @param {number} row @param {number} column
 */
function walk(event, grid, row, column) {
  const move = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[event.key];
  if (!move || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  const next = grid.find((cell) => cell.row === row + move[0] && cell.column === column + move[1]);
  if (!next) return;
  for (const { button } of grid) button.tabIndex = button === next.button ? 0 : -1;
  next.button.focus();
}

/** @param {State} state */
const write = ({ symbol, stage, row, column }) => symbol ?? (stage ? `${stage}.${row + 1}.${column + 1}` : '');

/** @param {string} text a symbol, or a stage with row and column @returns {State} */
function read(text) {
  const symbol = symbols.find((name) => name === text);
  if (symbol) return { ...author, symbol };
  const [, name, row, column] = /^([a-z]+)\.([1-3])\.([1-3])$/.exec(text) ?? [];
  const stage = stages.find((known) => known === name);
  if (!stage || (stage === 'output' && Number(column) > 2)) throw new Error(`rows: expected a symbol or a cell, got ${text}`);
  return { symbol: null, stage, row: Number(row) - 1, column: Number(column) - 1 };
}
