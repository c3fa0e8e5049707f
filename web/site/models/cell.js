/** One weight, written down step by step: products, scale, what is added, softmax. */

import { element, required } from '../../base/dom.js';
import { formatNumber, relation } from '../../base/number-format.js';
import { shownToken } from '../../base/shown-token.js';
import { largestOf } from '../../models/api/sampling.js';
import { cappedScore, productsOf, rowSteps } from './row-steps.js';
import { bar, table } from './table.js';
import { complain, kindName, settle, text } from './texts.js';

/**
 * @import { ModelClient } from './client.js'
 * @import { RowSteps } from './row-steps.js'
 * @import { AttentionRow, HeadPlace, Pointed } from './worker/messages.js'
 *
 * @typedef {{ place: HeadPlace, queries: string[], keys: string[] }} Head
 */

/** So many rows of a table are told one by one, the largest; the others are told together. */
const most = 8;

const digits = 4;

/** @param {number} value */
const printed = (value) => formatNumber(value, digits);

export class Cell {
  #client;
  /** @type {Head | null} */
  #head = null;
  /** @type {AttentionRow | null} */
  #row = null;
  #query = 0;
  /** Null: the key with the largest weight. @type {number | null} */
  #key = null;
  /** Answers come in the order of the questions, but the reader may ask on meanwhile. */
  #asked = 0;

  /** @param {ModelClient} client */
  constructor(client) {
    this.#client = client;
    const query = required('cell-query', HTMLSelectElement);
    query.addEventListener('change', () => void this.look(/** @type {Head} */ (this.#head), Number(query.value)));
    const key = required('cell-key', HTMLSelectElement);
    key.addEventListener('change', () => this.#choose(Number(key.value)));
  }

  /** @param {number} key */
  #choose(key) {
    this.#key = key;
    this.show();
  }

  /** @param {Head} head @param {number | null} query null: as before, or the last one */
  async look(head, query) {
    const isSame = this.#head?.queries.length === head.queries.length;
    const last = head.queries.length - 1;
    this.#query = query ?? (isSame ? this.#query : last);
    this.#key = null;
    this.#head = head;
    this.#asked += 1;
    const asked = this.#asked;
    try {
      const row = await this.#client.ask('row', { place: head.place, query: this.#query });
      if (asked !== this.#asked) return;
      settle('cell-problem');
      this.#row = row;
      this.show();
    } catch (error) {
      complain('cell-problem', 'cell.failed', error);
    }
  }

  show() {
    const [head, row] = [this.#head, this.#row];
    if (!head || !row) return;
    const [layer, number, kind] = head.place;
    const key = this.#key ?? largestOf(row.weights, 1)[0];
    required('cell-place', HTMLElement).textContent = text('cell.place', { layer, head: number, kind: kindName(kind) });
    fill('cell-query', head.queries, this.#query);
    fill('cell-key', head.keys, key);
    const steps = rowSteps(row);
    const names = { query: shownToken(head.queries[this.#query]), key: shownToken(head.keys[key]) };
    const products = [
      element('p', {}, text('cell.products', names), row.isTurned ? ` ${text('cell.turned')}` : ''),
      productTable(row, key),
      ...scoreLines(row, steps, key),
    ];
    const weight = row.isVisible[key]
      ? [element('p', {}, text('cell.softmax')), softmaxTable(row, steps, key, head.keys)]
      : [element('p', { class: 'masked' }, text('cell.masked', { reason: maskReason(row, this.#query, key) }))];
    weight.push(element('p', { class: 'note' }, text('cell.model', { weight: printed(row.weights[key]) })));
    required('cell-steps', HTMLElement).replaceChildren(element('div', {}, ...products), element('div', {}, ...weight));
    required('cell-lens', HTMLElement).replaceChildren(...lensParts(row, names.query));
  }
}

/** Which next tokens the head's output points at. @param {AttentionRow} row @param {string} query */
function lensParts({ lens }, query) {
  if (!lens) return [];
  const heads = [text('cell.token'), text('cell.logit')];
  const lines = (/** @type {Pointed[]} */ pointed) => pointed.map(({ name, logit }) => [shownToken(name), printed(logit)]);
  return [
    element('p', {}, text('cell.lens', { query })),
    element('div', { class: 'beside' }, table(text('cell.raised'), heads, lines(lens.raised)), table(text('cell.lowered'), heads, lines(lens.lowered))),
    element('p', { class: 'note' }, text('cell.lensNote')),
  ];
}

/** @param {string} id @param {string[]} tokens @param {number} chosen */
function fill(id, tokens, chosen) {
  const field = required(id, HTMLSelectElement);
  field.replaceChildren(...tokens.map((token, index) => element('option', { value: index }, text('cell.option', { index, token: shownToken(token) }))));
  field.value = String(chosen);
}

/** @param {AttentionRow} row @param {number} key */
function productTable(row, key) {
  const products = productsOf(row, key);
  const size = products.length;
  const shown = largestOf(products.map(Math.abs), size <= most + 1 ? size : most);
  const lines = shown.map((c) => [String(c), printed(row.query[c]), printed(row.keys[key * size + c]), printed(products[c])]);
  const sum = (/** @type {Float64Array} */ numbers) => printed(numbers.reduce((total, number) => total + number, 0));
  if (shown.length < size) {
    const others = products.filter((_, c) => !shown.includes(c));
    lines.push([text('cell.others', { count: others.length }), '', '', sum(others)]);
  }
  lines.push([text('cell.all'), '', '', sum(products)]);
  const heads = [text('cell.component'), text('cell.q'), text('cell.k'), text('cell.product')];
  return table(text('cell.product'), heads, lines, { isSum: (line) => line === lines.length - 1 });
}

/** @param {AttentionRow} row @param {RowSteps} steps @param {number} key @returns {Node[]} */
function scoreLines(row, { dots }, key) {
  const scaled = dots[key] * row.scale;
  const lines = [line('cell.scale', {}, [[dots[key], row.scale]], scaled)];
  const capped = cappedScore(row, dots[key]);
  if (row.softcap !== null) lines.push(element('p', {}, `${text('cell.cap', { cap: printed(row.softcap) })} `, equation(`tanh(${printed(scaled)} / ${printed(row.softcap)}) × ${printed(row.softcap)} ≈ ${printed(capped)}`)));
  if (row.bias) lines.push(line('cell.bias', {}, [[capped], [row.bias[key]]], capped + row.bias[key]));
  return lines;
}

/**
 * @param {import('./texts.js').TextKey} key
 * @param {Record<string, string>} values
 * @param {number[][]} terms a sum of products
 * @param {number} result
 */
function line(key, values, terms, result) {
  const sides = terms.map((factors) => factors.map(printed));
  const written = sides.map((factors) => factors.join(' × ')).join(' + ');
  return element('p', {}, `${text(key, values)} `, equation(`${written} ${relation(sides, [[printed(result)]])} ${printed(result)}`));
}

/** @param {string} written */
const equation = (written) => element('span', { class: 'equation' }, written);

/** @param {AttentionRow} row @param {number} query @param {number} key */
function maskReason({ isCausal, window }, query, key) {
  if (isCausal && key > query) return text('cell.later');
  return text('cell.far', { left: window?.left ?? 0, right: Math.max(window?.right ?? 0, 0) });
}

/** @param {AttentionRow} row @param {RowSteps} steps @param {number} chosen @param {string[]} keys */
function softmaxTable({ isVisible }, { scores, exponentials, sum, weights }, chosen, keys) {
  const visible = isVisible.reduce((count, is) => count + is, 0);
  const shown = largestOf(weights, Math.min(visible, most));
  if (!shown.includes(chosen)) shown[shown.length - 1] = chosen;
  const lines = shown.map((key) => [`${key}: ${shownToken(keys[key])}`, printed(scores[key]), printed(exponentials[key]), bar(weights[key], printed(weights[key]))]);
  const total = (/** @type {Float64Array} */ numbers) => printed(numbers.reduce((all, number, key) => (shown.includes(key) ? all : all + number), 0));
  if (shown.length < visible) lines.push([text('cell.others', { count: visible - shown.length }), '', total(exponentials), total(weights)]);
  lines.push([text('cell.all'), '', printed(sum), printed(weights.reduce((all, weight) => all + weight, 0))]);
  const heads = [text('cell.key'), text('cell.score'), text('cell.exponential'), text('cell.weight')];
  const drawn = table(text('cell.weight'), heads, lines, { isChosen: (index) => shown[index] === chosen, isSum: (index) => index === lines.length - 1 });
  if (visible < isVisible.length) drawn.append(element('p', { class: 'note' }, text('cell.maskedKeys', { count: isVisible.length - visible })));
  return drawn;
}
