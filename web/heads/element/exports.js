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
  csv: [({ matrix }) => csvParts(matrix), 'text/csv;charset=utf-8'],
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
  return pngOf(cutOut(list, caption, view.theme, view.measure), view.theme);
}

/** @param {Exported} exported */
async function drawn({ list, view, caption, scene }) {
  const theme = portable(view.theme);
  const cut = cutOut(list, caption, theme, view.measure);
  const svg = svgOf(cut, theme, { title: caption || shownName(scene.view, scene.text), description: '', cellsImage: await cellsImages(cut, theme) });
  return new Blob([svg], { type: 'image/svg+xml' });
}

/**
 * A line for each cell, so that a table program can sort and group them. Queries and keys count from 0.
 * @param {Prepared} matrix
 * @returns {string[]}
 */
function csvParts({ values, attended, rows, columns, rowWords, columnWords }) {
  const keys = columnWords.map(csvCell);
  const parts = [`${byteOrderMark}query,query token,key,key token,attended,weight${csvLineEnd}`];
  for (let row = 0; row < rows; row++) {
    const query = csvCell(rowWords[row]);
    const lines = keys.map((key, column) => `${row},${query},${column},${key},${attended[row * columns + column]},${values[row * columns + column]}`);
    parts.push(lines.join(csvLineEnd) + csvLineEnd);
  }
  return parts;
}

/** @param {FileKind} kind */
export const fileName = (kind) => `attention-heads.${kind}`;
