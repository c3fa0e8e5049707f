/** A display list as SVG text: the same drawing as on the canvas, for files and pages without a script. */

import { arrowHead, baselineShift, haloWidth, hatchGap, rightToLeft } from './drawing.js';
import { isAnyMasked } from './mask.js';
import { cssColor, inkOver, rampColor } from './ramp.js';
import { boxOf, escaped, pointsOf, round, strokeOf, tag } from './svg-markup.js';
import { fontOf } from './theme.js';

/**
 * @import { CellsItem, DisplayList, Item, RampItem, TextItem } from './display-list.js'
 * @import { Theme } from './theme.js'
 *
 * @typedef {object} SvgOptions
 * @property {(item: CellsItem) => string} [cellsImage] the address of a picture with a pixel for each cell, clear where
 *   masked: needed above mostCells
 * @property {string} [title] what the picture is, for those who do not see it
 */

/** More cells than these are a picture within the SVG. */
export const mostCells = 4096;

const hatchName = 'attention-hatch';

/** Colours between the ends of a ramp, which is no straight line in sRGB. */
const rampStops = 16;

/**
 * @param {DisplayList} list
 * @param {Theme} theme
 * @param {SvgOptions} [options]
 * @returns {string}
 */
export function svgOf(list, theme, { cellsImage, title } = {}) {
  const { width } = list;
  const height = Math.ceil(list.height);
  const body = list.items.map((item) => itemMarkup(item, theme, cellsImage)).filter(Boolean);
  const { colors } = theme;
  return [
    tag('svg', {
      xmlns: 'http://www.w3.org/2000/svg',
      width: round(width),
      height,
      viewBox: `0 0 ${round(width)} ${height}`,
      role: title ? 'img' : undefined,
    }, true),
    ...(title ? [`<title>${escaped(title)}</title>`] : []),
    `<defs>${hatchPattern(theme)}${rampGradients(list, theme)}</defs>`,
    tag('rect', { width: round(width), height, fill: colors.paper }),
    ...body,
    '</svg>',
    '',
  ].join('\n');
}

/**
 * @param {Item} item
 * @param {Theme} theme
 * @param {SvgOptions['cellsImage']} cellsImage
 * @returns {string} empty for what is not seen
 */
function itemMarkup(item, theme, cellsImage) {
  const { colors } = theme;
  switch (item.type) {
    case 'rect':
      return tag('rect', { ...boxOf(item), fill: colors[item.fill], 'shape-rendering': 'crispEdges' });
    case 'outline': {
      const half = item.thickness / 2;
      const inner = { x: item.x + half, y: item.y + half, width: Math.max(0, item.width - 2 * half), height: Math.max(0, item.height - 2 * half) };
      return tag('rect', { ...boxOf(inner), fill: 'none', ...strokeOf(colors[item.stroke], item.thickness, item.dashed) });
    }
    case 'line': {
      const [right, down] = item.x1 === item.x2 ? [0.5, 0] : [0, 0.5];
      const ends = { x1: Math.round(item.x1) - right, y1: Math.round(item.y1) - down, x2: Math.round(item.x2) - right, y2: Math.round(item.y2) - down };
      return tag('line', { ...ends, ...strokeOf(colors[item.stroke], 1, item.dashed) });
    }
    case 'hatch':
      return tag('rect', { ...boxOf(item), fill: `url(#${hatchName})`, 'shape-rendering': 'crispEdges' });
    case 'text':
      return textMarkup(item, theme);
    case 'ramp':
      return tag('rect', { ...boxOf(item), fill: `url(#${gradientName(item)})`, 'shape-rendering': 'crispEdges' });
    case 'cells':
      return cellsMarkup(item, theme, cellsImage);
    case 'curve': {
      const [x1, y1, x2, y2, middle] = [item.x1, item.y1, item.x2, item.y2, (item.x1 + item.x2) / 2].map(round);
      const color = cssColor(rampColor(theme, item.stroke.ramp, item.stroke.domain));
      const path = `M${x1} ${y1}C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}`;
      const opacity = item.opacity < 1 ? item.opacity : undefined;
      return tag('path', { d: path, fill: 'none', ...strokeOf(color, item.thickness, item.dashed), opacity });
    }
    case 'arrow': {
      const { shaft, head } = arrowHead(item);
      const color = colors[item.stroke];
      const ends = { x1: round(item.x1), y1: round(item.y1), x2: round(shaft[0]), y2: round(shaft[1]) };
      return tag('line', { ...ends, ...strokeOf(color, item.thickness, item.dashed) })
        + tag('polygon', { points: pointsOf(head), fill: color });
    }
    case 'circle': {
      const stroke = strokeOf(colors[item.stroke], item.thickness);
      return tag('circle', { cx: round(item.x), cy: round(item.y), r: item.radius, fill: colors[item.fill], ...stroke });
    }
    case 'polygon':
      return tag('polygon', { points: pointsOf(item.points), fill: colors[item.fill], ...strokeOf(colors[item.stroke], 1, true) });
    case 'zone':
      return '';
  }
}

/**
 * @param {TextItem} item
 * @param {Theme} theme
 */
function textMarkup({ x, y, text, font, fill, align = 'left', baseline, angle, hasHalo }, theme) {
  const { weight, size, family } = fontOf(theme, font);
  const isRightToLeft = rightToLeft(text);
  const start = isRightToLeft ? 'right' : 'left';
  const anchor = align === 'center' ? 'middle' : align === start ? 'start' : 'end';
  const shift = baselineShift(baseline, size);
  const attributes = {
    x: angle ? undefined : round(x),
    y: angle ? round(shift) : round(y + shift),
    transform: angle ? `translate(${round(x)} ${round(y)}) rotate(${round((angle * 180) / Math.PI)})` : undefined,
    fill: typeof fill === 'string' ? theme.colors[fill] : inkOver(theme, fill),
    'font-family': family,
    'font-size': size,
    'font-weight': weight === '400' ? undefined : weight,
    'text-anchor': anchor === 'start' ? undefined : anchor,
    direction: isRightToLeft ? 'rtl' : undefined,
    ...(hasHalo ? { ...strokeOf(theme.colors.paper, haloWidth), 'stroke-linejoin': 'round', 'paint-order': 'stroke' } : {}),
  };
  return `${tag('text', attributes, true)}${escaped(text)}</text>`;
}

/**
 * A hatch below, and over it the cells that are attended.
 * @param {CellsItem} item
 * @param {Theme} theme
 * @param {SvgOptions['cellsImage']} cellsImage
 */
function cellsMarkup(item, theme, cellsImage) {
  const { part, rows, columns, values, attended, domain, isMirrored } = item;
  const hatch = isAnyMasked(attended)
    ? tag('rect', { ...boxOf(item), fill: `url(#${hatchName})`, 'shape-rendering': 'crispEdges' })
    : '';
  const view = { ...boxOf(item), viewBox: [part.column, part.row, part.columns, part.rows].map(round).join(' '), preserveAspectRatio: 'none' };
  let cells = '';
  if (values.length > mostCells) {
    if (!cellsImage) throw new Error(`cellsImage: expected a function above ${mostCells} cells, got none`);
    const isCrowded = Math.min(item.width / part.columns, item.height / part.rows) < 1;
    cells = tag('image', {
      width: columns,
      height: rows,
      href: cellsImage(item),
      preserveAspectRatio: 'none',
      'image-rendering': isCrowded ? undefined : 'pixelated',
    });
  } else {
    for (let index = 0; index < values.length; index++) {
      if (!attended[index]) continue;
      const fill = cssColor(rampColor(theme, values[index], domain));
      cells += tag('rect', { x: index % columns, y: Math.floor(index / columns), width: 1, height: 1, fill });
    }
    cells = `<g shape-rendering="crispEdges">${cells}</g>`;
  }
  // Mirrored around the middle of what is seen.
  if (isMirrored) cells = `<g transform="translate(${round(2 * part.column + part.columns)} 0) scale(-1 1)">${cells}</g>`;
  return `${hatch}${tag('svg', view, true)}${cells}</svg>`;
}

/** @param {Theme} theme */
function hatchPattern({ colors }) {
  const size = hatchGap;
  const path = `M-1 1L1 -1M0 ${size}L${size} 0M${size - 1} ${size + 1}L${size + 1} ${size - 1}`;
  const attributes = { id: hatchName, width: size, height: size, patternUnits: 'userSpaceOnUse' };
  return `${tag('pattern', attributes, true)}${tag('rect', { width: size, height: size, fill: colors.paper })}${
    tag('path', { d: path, stroke: colors.hatch, 'stroke-width': 1 })}</pattern>`;
}

/**
 * @param {DisplayList} list
 * @param {Theme} theme
 */
function rampGradients({ items }, theme) {
  const gradients = items.flatMap((item) => (item.type === 'ramp' ? [[gradientName(item), gradient(item, theme)]] : []));
  return [...new Map(/** @type {[string, string][]} */ (gradients)).values()].join('');
}

/** @param {RampItem} item */
function gradientName({ domain, isMirrored }) {
  return `attention-ramp${domain.map((end) => `_${end}`).join('')}${isMirrored ? '_mirrored' : ''}`.replace(/[^\w.-]/g, '');
}

/**
 * @param {RampItem} item
 * @param {Theme} theme
 */
function gradient(item, theme) {
  const [low, high] = item.domain;
  const stops = Array.from({ length: rampStops + 1 }, (_, step) => {
    const share = (item.isMirrored ? rampStops - step : step) / rampStops;
    const color = cssColor(rampColor(theme, low + share * (high - low), item.domain));
    return tag('stop', { offset: step / rampStops, 'stop-color': color });
  });
  return `<linearGradient id="${gradientName(item)}">${stops.join('')}</linearGradient>`;
}
