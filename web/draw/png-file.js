/** Pixels as a PNG file: Portable Network Graphics, third edition, W3C 2025. What packs them differs between page and build. */

/** @typedef {{ width: number, height: number, data: Uint8ClampedArray }} Pixels red, green, blue and opacity of each */

const signature = [137, 80, 78, 71, 13, 10, 26, 10];

/** The format's name for what a pixel consists of: with opacity or without. */
const colorTypes = { 3: 2, 4: 6 };

/**
 * @param {Pixels} pixels
 * @param {3 | 4} channels 3: without the opacity
 * @returns {Uint8Array<ArrayBuffer>} the lines of the picture, still to be packed by zlib
 */
export function pngLines({ width, height, data }, channels) {
  const length = 1 + channels * width; // A filter byte comes first; 0 is none.
  const lines = new Uint8Array(length * height);
  for (let row = 0; row < height; row++) {
    const own = data.subarray(4 * row * width, 4 * (row + 1) * width);
    lines.set(channels === 4 ? own : own.filter((_, index) => index % 4 < 3), row * length + 1);
  }
  return lines;
}

/**
 * @param {{ width: number, height: number }} size
 * @param {3 | 4} channels
 * @param {Uint8Array} packed the lines
 * @returns {Uint8Array<ArrayBuffer>} the file
 */
export function pngFile({ width, height }, channels, packed) {
  const head = new Uint8Array(13);
  const view = new DataView(head.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  head.set([8, colorTypes[channels]], 8); // Eight bits of each.
  const parts = [Uint8Array.from(signature), chunk('IHDR', head), chunk('IDAT', packed), chunk('IEND', new Uint8Array())];
  const file = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    file.set(part, at);
    at += part.length;
  }
  return file;
}

/** @param {string} name @param {Uint8Array} content */
function chunk(name, content) {
  const bytes = new Uint8Array(content.length + 12);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, content.length);
  bytes.set([...name].map((letter) => letter.charCodeAt(0)), 4);
  bytes.set(content, 8);
  view.setUint32(content.length + 8, checksum(bytes.subarray(4, -4)));
  return bytes;
}

/** CRC-32 as in the standard's annex D. @param {Uint8Array} bytes */
function checksum(bytes) {
  let rest = 0xffffffff;
  for (const byte of bytes) {
    rest ^= byte;
    for (let bit = 0; bit < 8; bit++) rest = (rest >>> 1) ^ (rest & 1 ? 0xedb88320 : 0);
  }
  return (rest ^ 0xffffffff) >>> 0;
}
