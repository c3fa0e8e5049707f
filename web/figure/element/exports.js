/** The figure as files. */

import { element } from '../dom.js';
import { csvParts } from '../export/csv.js';
import { figureJson } from '../export/json.js';
import { numpyProgram } from '../export/numpy.js';
import { staticPage } from '../export/static-html.js';
import { cellsAddress, pngOf } from '../png.js';
import { svgOf } from '../svg-painter.js';

/**
 * @import { Engine } from '../figure-numbers.js'
 * @import { DisplayList } from '../display-list.js'
 * @import { FigureNumbers } from '../figure-numbers.js'
 * @import { FigureState } from '../state/figure-state.js'
 * @import { FigureBody } from './figure-body.js'
 * @import { Picture } from './picture.js'
 * @import { Text } from './texts.js'
 *
 * @typedef {object} Exported
 * @property {FigureState} state
 * @property {FigureNumbers} numbers
 * @property {Engine | null} engine
 * @property {FigureBody} body
 * @property {Text} text
 * @property {string} label what the picture is called
 */

/** CSS pixels across, whatever the width of the screen. */
const width = 800;

/** @type {Record<'png' | 'svg' | 'csv' | 'json' | 'html' | 'numpy', (exported: Exported) => Promise<Blob>>} */
export const writers = {
  async png({ body: { picture } }) {
    return pngOf(listOf(picture), picture.view.theme);
  },
  async svg({ body: { picture }, label }) {
    return blobOf('image/svg+xml', drawing(picture, label));
  },
  async csv({ state, numbers }) {
    return blobOf('text/csv;charset=utf-8', ...csvParts(state, numbers));
  },
  async json({ state, numbers }) {
    return blobOf('application/json', figureJson(state, numbers));
  },
  async html({ state, numbers, engine, body: { picture }, text, label }) {
    const page = staticPage({
      state,
      numbers,
      engine,
      svg: drawing(picture, label),
      text,
      lang: text.language === 'zh' ? 'zh-CN' : 'en',
    });
    return blobOf('text/html;charset=utf-8', page);
  },
  async numpy({ state }) {
    return blobOf('text/x-python;charset=utf-8', numpyProgram(state));
  },
};

/** @param {Picture} picture @returns {DisplayList} */
function listOf(picture) {
  return /** @type {DisplayList} */ (picture.layout(width));
}

/** @param {Picture} picture @param {string} title */
function drawing(picture, title) {
  const { theme } = picture.view;
  return svgOf(listOf(picture), theme, { title, cellsImage: (item) => cellsAddress(item, theme) });
}

/** @param {string} type @param {...string} parts */
function blobOf(type, ...parts) {
  return new Blob(parts, { type });
}

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
