/** Colours of several heads over each other: told apart by colour-blind readers too, as far as eight can be. */

/**
 * @import { HexColor } from '../../draw/display-list.js'
 * @import { ViewState } from '../state/view-state.js'
 */

/** Each in light and in dark. */
const colors = [
  ['#0b5fae', '#6fb1f5'], ['#c2571a', '#f0955a'], ['#1b7f45', '#5fce8c'], ['#9a2f96', '#dd8bdb'],
  ['#8a6d00', '#e0b93f'], ['#00788c', '#4fc7db'], ['#b8264a', '#f58096'], ['#5a4bc4', '#a99bff'],
];

const [light, dark] = [0, 1].map((column) => colors.map((pair, index) => `--heads-${index}:${pair[column]};`).join(''));

/** As a style sheet: light or dark as the system is, unless theme="" says which. */
export const headColors = `
:host{${light}}
@media (prefers-color-scheme:dark){:host(:not([theme=light])){${dark}}}
:host([theme=dark]){${dark}}
@media print{:host(:not([theme=none])){${light}}}`;

/** @param {Element} place @returns {HexColor[]} */
export function readHeadColors(place) {
  const style = getComputedStyle(place);
  return colors.map((_, index) => /** @type {HexColor} */ (style.getPropertyValue(`--heads-${index}`).trim()));
}

/** Which colour each chosen head has: the same as long as it is chosen, whatever becomes of the others. */
export class HeadNumbers {
  /** The number of the colour of each head. @type {Map<string, number>} */
  #numbers = new Map();

  /** @param {ViewState} view @returns {number[]} the chosen head's first, then those of the others */
  of({ set, layer, head, others }) {
    const names = [[layer, head], ...others].map((place) => [set, ...place].join('.'));
    const kept = new Map([...this.#numbers].filter(([name]) => names.includes(name)));
    for (const name of names) if (!kept.has(name)) kept.set(name, firstFree([...kept.values()]));
    this.#numbers = kept;
    return names.map((name) => /** @type {number} */ (kept.get(name)));
  }
}

/** @param {number[]} taken */
const firstFree = (taken) => colors.findIndex((_, index) => !taken.includes(index));
