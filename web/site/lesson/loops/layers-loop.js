/** The layers of an encoder, moment by moment. */

import { formatVector } from '../../../base/number-format.js';
import { layerCount, runLayers, words } from './layers.js';
import { matrixTable } from './number-table.js';
import { LoopView } from './loop-view.js';
import { readStep } from './steps-in-link.js';
import { filled } from '../../../base/filled.js';

/**
 * @import { Attention } from '../../../engine/index.js'
 * @import { AttentionFigureElement } from '../../../figure/element/attention-figure.js'
 * @import { Lesson } from '../section.js'
 * @import { LayerNumbers, Matrix } from './layers.js'
 * @import { LoopTexts, Moment } from './loop-view.js'
 */

/**
 * @param {HTMLElement} root
 * @param {Lesson} lesson
 * @param {Attention} engine
 * @param {LoopTexts} texts
 */
export function startLayers(root, lesson, engine, texts) {
  const layers = runLayers(engine);
  const figure = /** @type {AttentionFigureElement} */ (document.createElement('attention-figure'));
  figure.setAttribute('link-base', 'figure.html');
  const moments = momentsOf(layers, texts, figure);
  /** @param {number} index */
  const draw = (index) => {
    const layer = Math.min(layerCount - 1, Math.max(0, Math.floor((index - 1) / 7)));
    const { query, key, value } = layers[layer];
    Object.assign(figure, { tokens: words, queries: query, keys: key, values: value, label: filled(texts.layers.figure, { layer: layer + 1 }), caption: filled(texts.layers.figure, { layer: layer + 1 }) });
  };
  const view = new LoopView(root, texts.player, (index) => keep(index === 0 ? '' : String(index + 1)), draw);
  view.load(moments, 0);
  const keep = lesson.link.keep('loops.layers', { restore: (value) => view.load(moments, readStep(value, moments.length)) });
}

/**
 * @param {LayerNumbers[]} layers
 * @param {LoopTexts} texts
 * @param {HTMLElement} figure of the layer's weights
 * @returns {Moment[]}
 */
function momentsOf(layers, { layers: own, before, after }, figure) {
  /** @type {Moment[]} */
  const moments = [{
    box: 'input', place: before, short: { input: firstRow(layers[0].input) }, content: () => [matrixTable(own.input, words, layers[0].input)],
  }];
  layers.forEach((numbers, index) => {
    const layer = index + 1;
    const isLast = layer === layerCount;
    const place = filled(own.place, { layer, layers: layerCount });
    /** @type {Record<string, string>} */
    const short = {};
    /** @param {string} box @param {string} line @param {() => Node[]} content @param {string} [says] */
    const add = (box, line, content, says) => {
      short[box] = line;
      moments.push({ box, place, short: { ...short }, says, content });
    };
    const { query, key, value, scores, weights, mixed, added, output } = numbers;
    add('project', `Q ${firstRow(query)}`, () => [matrixTable(own.query, words, query), matrixTable(own.key, words, key), matrixTable(own.value, words, value)]);
    add('scores', firstRow(scores), () => [matrixTable(own.scores, words, scores, words)]);
    add('weights', firstRow(weights), () => [matrixTable(own.weights, words, weights, words), figure]);
    add('mix', firstRow(mixed), () => [matrixTable(own.mixed, words, mixed)]);
    add('add', firstRow(added), () => [matrixTable(own.added, words, added)]);
    add('network', firstRow(output), () => [matrixTable(own.output, words, output)]);
    const says = filled(isLast ? own.yes : own.no, { layer, layers: layerCount, next: layer + 1 });
    add('last', `${layer} / ${layerCount}`, () => [], says);
  });
  const { output } = layers[layerCount - 1];
  moments.push({ box: 'output', place: after, short: { output: firstRow(output) }, content: () => [matrixTable(own.final, words, output)] });
  return moments;
}

/** @param {Matrix} matrix @returns {string} the first word's numbers */
const firstRow = (matrix) => formatVector(matrix[0]);

