/** A display list as SVG text: the same drawing as on the canvas, for files and pages without a script. */

import { isCrowded, isPicture } from './cells-picture.js';
import { dashes, haloWidth, hatchGap, shapesOf, textLook } from './drawing.js';
import { hashOf } from '../base/hash.js';
import { isAnyMasked } from './mask.js';
import { cssColor, rampColor, rampStops } from './ramp.js';
import { escaped, round, tag } from '../base/svg-markup.js';

/**
 * @import { Box, CellsItem, DisplayList, Item, RampItem, TextItem } from './display-list.js'
 * @import { Step } from './drawing.js'
 * @import { Theme } from './theme.js'
 *
 * @typedef {object} SvgOptions
 * @property {(item: CellsItem) => string} [cellsImage] the address of a picture with a pixel for each cell, clear where
 *   masked: asked for where isPicture
 * @property {string} [title] what the picture is, for those who do not see it
 * @property {string} [description] what is said of it
 *
 * @typedef {(name: string) => string} Own makes a name that is this drawing's own: a page may hold several
 */

const hatchName = 'hatch';

/** Whoever shows the SVG knows where its pixels are. @param {number} place */
const same = (place) => place;
const snap = { x: same, y: same };

/**
 * @param {DisplayList} list
 * @param {Theme} theme
 * @param {SvgOptions} [options]
 * @returns {string}
 */
export function svgOf({ x = 0, y = 0, width, height, items }, theme, { cellsImage, title, description } = {}) {
  const size = { width: round(width), height: Math.ceil(height) };
  const own = ownNames(items, theme, title);
  const content = [
    '',
    ...(title ? [tag('title', {}, escaped(title))] : []),
    ...(description ? [tag('desc', {}, escaped(description))] : []),
    tag('defs', {}, definitions(items, theme, own)),
    tag('rect', { x: x || undefined, y: y || undefined, ...size, fill: theme.colors.paper }),
    ...items.map((item) => itemMarkup(item, theme, own, cellsImage)),
    '',
  ].join('\n');
  return `${tag('svg', {
    xmlns: 'http://www.w3.org/2000/svg',
    ...size,
    viewBox: `${x} ${y} ${size.width} ${size.height}`,
    role: title ? 'img' : undefined,
  }, content)}\n`;
}

/**
 * Drawings of one page that share a name define the same by it: it is made of what they define, and of their words.
 * @param {Item[]} items
 * @param {Theme} theme
 * @param {string} [title]
 * @returns {Own}
 */
function ownNames(items, theme, title) {
  const words = items.map((item) => (item.type === 'text' ? item.text : ''));
  const suffix = hashOf(JSON.stringify([title, words, definitions(items, theme, (name) => name)])).toString(36);
  return (name) => `attention-${name}-${suffix}`;
}

/** @param {Item[]} items @param {Theme} theme @param {Own} own */
function definitions(items, theme, own) {
  const ramps = items.filter((item) => item.type === 'ramp').map((item) => gradient(item, theme, own));
  return hatchPattern(theme, own) + [...new Set(ramps)].join('');
}

/**
 * @param {Item} item
 * @param {Theme} theme
 * @param {Own} own
 * @param {SvgOptions['cellsImage']} cellsImage
 * @returns {string} empty for what is not seen
 */
function itemMarkup(item, theme, own, cellsImage) {
  switch (item.type) {
    case 'text':
      return textMarkup(item, theme);
    case 'hatch':
      return filledBox(item, own(hatchName));
    case 'ramp':
      return filledBox(item, own(gradientName(item)));
    case 'cells':
      return cellsMarkup(item, theme, own, cellsImage);
    default:
      return shapesOf(item, theme, snap).map(({ path, fill = 'none', stroke, thickness, dashed, opacity, isCrisp }) => tag('path', {
        d: path.map(stepText).join(''),
        fill,
        ...(stroke && strokeOf(stroke, thickness)),
        'stroke-dasharray': dashed && dashes.join(' '),
        opacity: opacity === 1 ? undefined : opacity,
        'shape-rendering': isCrisp && 'crispEdges',
      })).join('');
  }
}

/** @param {Step} step */
function stepText([command, ...numbers]) {
  const [x, y, across, down] = numbers.map(round);
  if (command === 'rect') return `M${x} ${y}h${across}v${down}h${-across}Z`;
  // From the left end of the circle to the right one, below, and back, above.
  if (command === 'arc') return `M${round(x - across)} ${y}${[2, -2].map((way) => `a${across} ${across} 0 1 0 ${way * across} 0`).join('')}Z`;
  return { moveTo: 'M', lineTo: 'L', bezierCurveTo: 'C', closePath: 'Z' }[command] + numbers.map(round).join(' ');
}

/** @param {string} stroke @param {number} [thickness] */
function strokeOf(stroke, thickness = 1) {
  return { stroke, 'stroke-width': round(thickness) };
}

/** @param {Box} box */
function boxOf({ x, y, width, height }) {
  return { x: round(x), y: round(y), width: round(width), height: round(height), 'shape-rendering': 'crispEdges' };
}

/** @param {Box} box @param {string} name of a pattern or a gradient */
function filledBox(box, name) {
  return tag('rect', { ...boxOf(box), fill: `url(#${name})` });
}

/**
 * @param {TextItem} item
 * @param {Theme} theme
 */
function textMarkup(item, theme) {
  const { align = 'left', angle = 0, hasHalo, text } = item;
  const { weight, size, family, shift, isRightToLeft, fill } = textLook(item, theme);
  const [x, y] = [item.x, item.y].map(round);
  return tag('text', {
    x,
    y: round(item.y + shift),
    transform: angle !== 0 && `rotate(${round((angle * 180) / Math.PI)} ${x} ${y})`,
    fill,
    'font-family': family,
    'font-size': size,
    'font-weight': weight,
    'text-anchor': align === 'center' ? 'middle' : (align === 'right') === isRightToLeft ? undefined : 'end',
    direction: isRightToLeft && 'rtl',
    ...(hasHalo && { ...strokeOf(theme.colors.paper, haloWidth), 'stroke-linejoin': 'round', 'paint-order': 'stroke' }),
  }, escaped(text));
}

/**
 * A hatch below, and over it the cells that are attended.
 * @param {CellsItem} item
 * @param {Theme} theme
 * @param {Own} own
 * @param {SvgOptions['cellsImage']} cellsImage
 */
function cellsMarkup(item, theme, own, cellsImage) {
  const { part, rows, columns, values, attended, domain, isMirrored, isBlank } = item;
  let cells = '';
  if (isPicture(item)) {
    if (!cellsImage) throw new Error(`cellsImage: expected a function for ${values.length} cells, got none`);
    cells = tag('image', {
      width: columns,
      height: rows,
      href: cellsImage(item),
      preserveAspectRatio: 'none',
      'image-rendering': !isCrowded(item, 1) && 'pixelated',
    });
  } else {
    for (let index = 0; index < values.length; index++) {
      if (!attended[index]) continue;
      const fill = cssColor(rampColor(theme, values[index], domain));
      cells += tag('rect', { x: index % columns, y: Math.floor(index / columns), width: 1, height: 1, fill });
    }
  }
  // Mirrored around the middle of what is seen.
  if (isMirrored) cells = tag('g', { transform: `translate(${round(2 * part.column + part.columns)} 0) scale(-1 1)` }, cells);
  const viewBox = [part.column, part.row, part.columns, part.rows].map(round).join(' ');
  return (!isBlank && isAnyMasked(attended) ? filledBox(item, own(hatchName)) : '')
    + tag('svg', { ...boxOf(item), viewBox, preserveAspectRatio: 'none' }, cells);
}

/** @param {Theme} theme @param {Own} own */
function hatchPattern({ colors }, own) {
  const size = { width: hatchGap, height: hatchGap };
  const d = `M-1 1L1 -1M0 ${hatchGap}L${hatchGap} 0M${hatchGap - 1} ${hatchGap + 1}L${hatchGap + 1} ${hatchGap - 1}`;
  const lines = tag('rect', { ...size, fill: colors.paper }) + tag('path', { d, stroke: colors.hatch });
  return tag('pattern', { id: own(hatchName), ...size, patternUnits: 'userSpaceOnUse' }, lines);
}

/** @param {RampItem} item */
function gradientName({ domain, isMirrored }) {
  return `ramp_${domain.join('_')}${isMirrored ? '_mirrored' : ''}`.replace(/[^\w.-]/g, '');
}

/**
 * @param {RampItem} item
 * @param {Theme} theme
 * @param {Own} own
 */
function gradient(item, theme, own) {
  const stops = rampStops(theme, item).map(([offset, color]) => tag('stop', { offset, 'stop-color': color }));
  return tag('linearGradient', { id: own(gradientName(item)) }, stops.join(''));
}
