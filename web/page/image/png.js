/** A picture as a PNG, for the page as it is written. Portable Network Graphics, third edition, W3C 2025. */

import { deflateSync } from 'node:zlib';

/** @import { Raster } from './raster.js' */

/** @param {Raster} raster @returns {string} a data address; opacity is left out */
export function pngAddress({ width, height, data }) {
  const line = 1 + 3 * width; // A filter byte comes first; 0 is none.
  const lines = Buffer.alloc(line * height);
  for (let pixel = 0; pixel < width * height; pixel++) {
    lines.set(data.subarray(4 * pixel, 4 * pixel + 3), line * Math.floor(pixel / width) + 1 + 3 * (pixel % width));
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2], 8); // Eight bits of red, green and blue.
  const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
  const file = Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', deflateSync(lines, { level: 9 })), chunk('IEND', Buffer.alloc(0))]);
  return `data:image/png;base64,${file.toString('base64')}`;
}

/** @param {string} name @param {Buffer} content */
function chunk(name, content) {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), content]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length);
  check.writeUInt32BE(checksum(named));
  return Buffer.concat([length, named, check]);
}

/** CRC-32 as in the standard's annex D. @param {Buffer} bytes */
function checksum(bytes) {
  let rest = 0xffffffff;
  for (const byte of bytes) {
    rest ^= byte;
    for (let bit = 0; bit < 8; bit++) rest = (rest >>> 1) ^ (rest & 1 ? 0xedb88320 : 0);
  }
  return (rest ^ 0xffffffff) >>> 0;
}
