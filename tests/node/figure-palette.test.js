// The figure's colours for readers with colour blindness or low contrast vision: WCAG's ratios, and both ends of the
// diverging ramp as dichromats see them.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { colorAt, createRamp, luminance } from '../../web/draw/color.js';
import { palette } from '../../web/draw/palette.js';

/** The colours of the style sheet by their names, light and dark. */
const themes = [/^:host\{([^}]*)\}/m, /^:host\(\[theme=dark\]\)\{([^}]*)\}/m].map((rule) =>
  Object.fromEntries([...(rule.exec(palette)?.[1] ?? '').matchAll(/--figure-([\w-]+):(#[\da-f]{6})/g)].map(([, name, color]) => [name, color])));

/** @param {string} hex */
const channels = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));

/** @param {string} a @param {string} b @returns {number} WCAG's contrast, 1..21 */
function contrast(a, b) {
  const [low, high] = [a, b].map((hex) => luminance(channels(hex)) + 0.05).sort((x, y) => x - y);
  return high / low;
}

/** Gustavo Machado et al., A physiologically-based model for simulation of color vision deficiency, 2009: the matrices for severity 1, on linear light. */
const dichromats = {
  protan: [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
  deutan: [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
  tritan: [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
};

/** @param {number[]} rgb 0..255 @param {number[][]} sight @returns {number[]} CIE lightness, a and b of what is seen */
function seen(rgb, sight) {
  const light = rgb.map((channel) => (channel <= 10.31475 ? channel / 255 / 12.92 : ((channel / 255 + 0.055) / 1.055) ** 2.4));
  const [r, g, b] = sight.map((row) => Math.min(1, Math.max(0, row.reduce((sum, factor, index) => sum + factor * light[index], 0))));
  const [x, y, z] = [
    (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505, 0.2126 * r + 0.7152 * g + 0.0722 * b, (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089,
  ].map((value) => (value > 216 / 24389 ? Math.cbrt(value) : (24389 / 27 * value + 16) / 116));
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

/** @param {number[]} a @param {number[]} b @param {number[][]} sight @returns {number} CIE 1976: 2.3 can just be told apart */
function apart(a, b, sight) {
  const [first, second] = [a, b].map((rgb) => seen(rgb, sight));
  return Math.hypot(...first.map((value, index) => value - second[index]));
}

test('words and signs have the contrast of WCAG’s level AA', () => {
  for (const colors of themes) {
    assert.equal(Object.keys(colors).length, 14, Object.keys(colors).join());
    for (const ground of ['paper', 'highlight']) {
      for (const name of ['ink', 'muted', 'printed', 'accent']) {
        assert.ok(contrast(colors[name], colors[ground]) >= 4.5, `${name} on ${ground}: ${contrast(colors[name], colors[ground])}`);
      }
      for (const name of ['bar', 'negative', 'field']) {
        assert.ok(contrast(colors[name], colors[ground]) >= 3, `${name} on ${ground}: ${contrast(colors[name], colors[ground])}`);
      }
    }
    assert.ok(contrast(colors.hatch, colors.paper) >= 3, `hatch: ${contrast(colors.hatch, colors.paper)}`);
  }
});

test('colour-blind readers can tell numbers above 0 from those below', () => {
  for (const colors of themes) {
    const ramp = createRamp([colors['ramp-negative'], colors['ramp-zero'], colors['ramp-positive']]);
    for (const [kind, sight] of Object.entries(dichromats)) {
      for (const size of [0.25, 0.5, 1]) {
        const least = 40 * size;
        const distance = apart(colorAt(ramp, 0.5 - size / 2), colorAt(ramp, 0.5 + size / 2), sight);
        assert.ok(distance >= least, `${kind}, ±${size} of the domain: ${distance}`);
      }
      const bars = apart(channels(colors.bar), channels(colors.negative), sight);
      assert.ok(bars >= 40, `${kind}, bars: ${bars}`);
    }
  }
});
