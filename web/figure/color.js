/**
 * Colour ramps that are perceptually uniform by construction: straight lines in Oklab (Björn
 * Ottosson, A perceptual color space for image processing, 2020), along which equal steps of weight
 * are equal steps of colour. Lightness alone carries the order, so they hold for colour-blind
 * readers and in greyscale.
 */

/** @typedef {[number, number, number]} Triple */
/** @typedef {(position: number) => Triple} Ramp from 0..1 to red, green, blue in 0..255 */

/**
 * @param {string} hex '#rrggbb'
 * @returns {Triple} lightness, a, b
 */
export function oklabOf(hex) {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const value = parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

/**
 * @param {Triple} oklab
 * @returns {Triple} red, green, blue in 0..255
 */
function rgbOf([lightness, a, b]) {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const linear = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
  return /** @type {Triple} */ (
    linear.map((value) => {
      const coded = value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055;
      return Math.round(255 * Math.min(1, Math.max(0, coded)));
    })
  );
}

/**
 * @param {string[]} stops '#rrggbb' at equal distances
 * @returns {Ramp}
 */
export function createRamp(stops) {
  const points = stops.map(oklabOf);
  /** @param {number} position */
  const mix = (position) => {
    const along = position * (points.length - 1);
    const before = Math.min(Math.floor(along), points.length - 2);
    const share = along - before;
    return rgbOf(
      /** @type {Triple} */ (
        points[before].map((from, axis) => from + share * (points[before + 1][axis] - from))
      ),
    );
  };
  // 1024 steps are finer than what 8 bits can show; a map of 65,536 cells is painted from them.
  const table = Array.from({ length: 1025 }, (_, step) => mix(step / 1024));
  return (position) => table[Math.round(1024 * Math.min(1, Math.max(0, position)))];
}

/**
 * @param {Triple} rgb
 * @returns {number} relative luminance as WCAG 2.2 defines it
 */
export function luminance(rgb) {
  const [r, g, b] = rgb.map((channel) => {
    const value = channel / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
