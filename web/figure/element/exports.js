/** The figure as files. */

import { element } from '../dom.js';

/**
 * @import { Attention } from '../../engine/attention.js'
 * @import { FigureNumbers } from '../figure-numbers.js'
 * @import { FigureState } from '../state/figure-state.js'
 * @import { FigureBody } from './figure-body.js'
 * @import { Text } from './texts.js'
 *
 * @typedef {object} Exported
 * @property {FigureState} state
 * @property {FigureNumbers} numbers
 * @property {Attention | null} engine
 * @property {FigureBody} body
 * @property {Text} text
 */

/** @type {Record<'png' | 'svg' | 'csv' | 'json' | 'html' | 'numpy', (exported: Exported) => Promise<Blob>>} */
export const writers = {
  png: async () => new Blob(['']),
  svg: async () => new Blob(['']),
  csv: async () => new Blob(['']),
  json: async ({ state }) => new Blob([JSON.stringify(state)]),
  html: async () => new Blob(['']),
  numpy: async () => new Blob(['']),
};

const endings = { png: 'png', svg: 'svg', csv: 'csv', json: 'json', html: 'html', numpy: 'py' };

/**
 * Saves a file, as a link with a download attribute does.
 * @param {keyof typeof writers} kind
 * @param {Blob} blob
 */
export function saved(kind, blob) {
  const address = URL.createObjectURL(blob);
  element('a', { href: address, download: `attention.${endings[kind]}` }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
