/**
 * A figure's weights as a table, for a page without scripts. This runs where the page is built and uses the engine itself,
 * so the numbers are those that the figure draws.
 */

import { readFileSync } from 'node:fs';
import { html } from '../../../base/html.js';
import { loadAttention } from '../../../engine/node.js';
import { figureNumbers } from '../../../figure/compute/figure-numbers.js';
import { formatNumber } from '../../../base/number-format.js';
import { readState } from '../../../figure/state/figure-state.js';

const engine = await loadAttention({ wasm: readFileSync(new URL('../../../../build/wasm/attention-lab.wasm', import.meta.url)) });

/**
 * @param {Parameters<typeof readState>[0]} fields of the figure's state
 * @param {string[]} captions one for each panel
 */
export function weightsMarkup(fields, captions) {
  const state = readState(fields);
  const { panels, columns } = figureNumbers(engine, state);
  const head = state.tokens.map((token) => html`<th scope="col">${token}</th>`);
  /** @param {ArrayLike<number>} weights */
  const body = (weights) => (state.queryTokens ?? state.tokens).map((token, row) => (
    html`<tr><th scope="row">${token}</th>${state.tokens.map((_, column) => html`<td>${formatNumber(weights[row * columns + column])}</td>`)}</tr>`));
  const tables = panels.map(({ weights }, index) => (
    html`<table class="written-weights"><caption>${captions[index]}</caption><thead><tr><td></td>${head}</tr></thead><tbody>${body(weights)}</tbody></table>`));
  return html`<noscript>${tables}</noscript>`;
}
