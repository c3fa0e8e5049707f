/** What is shown, as files. */

import { byteOrderMark, csvCell, csvLineEnd } from '../../base/csv-cell.js';
import { readsTrue } from '../../draw/canvas-truth.js';
import { cutOut } from '../../draw/cut-out.js';
import { cellsImages, pngOf } from '../../draw/png.js';
import { svgOf } from '../../draw/svg-painter.js';
import { portable } from '../../draw/theme.js';
import { writeDocument } from '../files/document.js';
import { npyOf } from '../files/write-npy.js';
import { shownName } from '../words/readout.js';

/**
 * @import { CanvasView } from '../../draw/canvas-view.js'
 * @import { DisplayList } from '../../draw/display-list.js'
 * @import { Prepared } from '../state/preparing.js'
 * @import { Scene } from './scene.js'
 *
 * @typedef {'png' | 'svg' | 'csv' | 'npy' | 'json'} FileKind
 *
 * @typedef {object} Exported
 * @property {Scene} scene
 * @property {CanvasView} view whose colours and fonts the drawing has
 * @property {DisplayList} list what is drawn
 * @property {Prepared} matrix the chosen one, as it is shown
 * @property {string} caption
 */

/** @type {Record<FileKind, [write: (exported: Exported) => Promise<Blob> | BlobPart[], type: string]>} */
export const writers = {
  png: [painted, 'image/png'],
  svg: [drawn, 'image/svg+xml'],
  csv: [({ matrix, scene }) => csvParts(matrix, scene), 'text/csv;charset=utf-8'],
  npy: [({ matrix: { values, rows, columns } }) => [npyOf(Float32Array.from(values), [rows, columns])], 'application/octet-stream'],
  json: [({ scene: { sets, view } }) => writeDocument(sets, { dtype: 'float32', batch: view.batch }), 'application/json'],
};

/** @param {FileKind} kind @param {Exported} exported @returns {Promise<Blob>} */
export async function written(kind, exported) {
  const [write, type] = writers[kind];
  const content = await write(exported);
  return content instanceof Blob ? content : new Blob(content, { type });
}

/** @param {Exported} exported */
function painted({ list, view, caption, scene }) {
  if (!readsTrue((width, height) => Object.assign(document.createElement('canvas'), { width, height }))) throw new Error(scene.text('menu.falsified'));
  return pngOf(cutOut(list, captionOf(caption, scene), view.theme, view.measure), view.theme);
}

/** @param {Exported} exported */
async function drawn({ list, view, caption, scene }) {
  const theme = portable(view.theme);
  const cut = cutOut(list, captionOf(caption, scene), theme, view.measure);
  const svg = svgOf(cut, theme, { title: caption || shownName(scene), description: '', cellsImage: await cellsImages(cut, theme) });
  return new Blob([svg], { type: 'image/svg+xml' });
}

/** The grids have headings; a head alone does not say of which attention it is. @param {string} caption @param {Scene} scene */
function captionOf(caption, scene) {
  if (scene.sets.length === 1 || scene.view.view === 'grid') return caption;
  return [caption, shownName(scene)].filter(Boolean).join(' – ');
}

/**
 * A line for each cell, so that a table program can sort and group them. Queries and keys count from 0.
 * @param {Prepared} matrix
 * @param {Scene} scene of several attentions each line says the one
 * @returns {string[]}
 */
function csvParts({ values, attended, rows, columns, rowWords, columnWords }, { sets, set }) {
  const keys = columnWords.map(csvCell);
  const [title, own] = sets.length > 1 ? ['attention,', `${csvCell(set.name)},`] : ['', ''];
  const parts = [`${byteOrderMark}${title}query,query token,key,key token,attended,weight${csvLineEnd}`];
  for (let row = 0; row < rows; row++) {
    const query = csvCell(rowWords[row]);
    const lines = keys.map((key, column) => `${own}${row},${query},${column},${key},${attended[row * columns + column]},${values[row * columns + column]}`);
    parts.push(lines.join(csvLineEnd) + csvLineEnd);
  }
  return parts;
}

/** The files that hold one matrix. @type {FileKind[]} */
const ofMatrix = ['csv', 'npy'];

/** @param {FileKind} kind @param {Scene} scene */
export function fileName(kind, { sets, set }) {
  const own = sets.length > 1 && ofMatrix.includes(kind) ? `-${set.name}` : '';
  return `attention-heads${own}.${kind}`;
}
