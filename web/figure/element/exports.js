/** The figure as files. */

import { readsTrue } from '../../draw/canvas-truth.js';
import { csvParts } from '../export/csv.js';
import { cutOut } from '../../draw/cut-out.js';
import { figureJson } from '../export/json.js';
import { numpyProgram } from '../export/numpy.js';
import { staticPage } from '../export/static-html.js';
import { cellsImages, pngOf } from '../../draw/png.js';
import { svgOf } from '../../draw/svg-painter.js';
import { portable } from '../../draw/theme.js';

/**
 * @import { Engine } from '../compute/figure-numbers.js'
 * @import { DisplayList } from '../../draw/display-list.js'
 * @import { FigureNumbers } from '../compute/figure-numbers.js'
 * @import { FigureState } from '../state/schema.js'
 * @import { Picture } from './picture.js'
 * @import { Text } from '../words/texts.js'
 *
 * @typedef {object} Exported
 * @property {FigureState} state
 * @property {FigureNumbers} numbers
 * @property {Engine | null} engine
 * @property {Picture} picture
 * @property {Text} text
 * @property {string} label what the picture is called
 *
 * @typedef {'png' | 'svg' | 'csv' | 'json' | 'html' | 'numpy'} FileKind
 */

/**
 * Each file has its content, or the picture itself; its type; and the end of its name where that is another than the kind.
 * @type {Record<FileKind, [write: (exported: Exported) => BlobPart[] | Promise<Blob | BlobPart[]>, type: string, ending?: string]>}
 */
export const writers = {
  png: [painted, 'image/png'],
  svg: [async (exported) => [await drawing(exported, exported.state.caption)], 'image/svg+xml'],
  csv: [({ state, numbers }) => csvParts(state, numbers), 'text/csv;charset=utf-8'],
  json: [({ state, numbers }) => [figureJson(state, numbers)], 'application/json'],
  html: [async (exported) => [await pageOf(exported)], 'text/html;charset=utf-8'],
  numpy: [({ state }) => [numpyProgram(state)], 'text/x-python;charset=utf-8', 'py'],
};

/**
 * @param {FileKind} kind
 * @param {Exported} exported
 * @returns {Promise<Blob>}
 */
export async function written(kind, exported) {
  const [write, type] = writers[kind];
  const content = await write(exported);
  return content instanceof Blob ? content : new Blob(content, { type });
}

/**
 * Lays the picture out for a screen of 800 CSS pixels across, whatever this one has.
 * @param {Picture} picture
 * @param {string} caption below it
 */
function listOf(picture, caption) {
  const { theme, measure } = picture.view;
  return cutOut(/** @type {DisplayList} */ (picture.layout(800)), caption, theme, measure);
}

/** @param {Exported} exported @returns {Promise<Blob>} */
async function painted({ picture, text, state }) {
  // Of the kind that is read: an extension may know no other.
  if (!readsTrue((width, height) => Object.assign(document.createElement('canvas'), { width, height }))) throw new Error(text('menu.falsified'));
  return pngOf(listOf(picture, state.caption), picture.view.theme);
}

/**
 * @param {Exported} exported
 * @param {string} caption '' where it stands elsewhere
 */
async function drawing({ picture, label }, caption) {
  const theme = portable(picture.view.theme);
  const list = listOf(picture, caption);
  // Where an author gives no label, the drawing is called by its caption.
  return svgOf(list, theme, { title: label, description: caption === label ? '' : caption, cellsImage: await cellsImages(list, theme) });
}

/** @param {Exported} exported */
async function pageOf(exported) {
  return staticPage({ ...exported, svg: await drawing(exported, ''), lang: exported.text.tag });
}

/** @param {FileKind} kind @returns {string} of a file */
export const nameOf = (kind) => `attention.${writers[kind][2] ?? kind}`;
