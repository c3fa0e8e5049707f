// PNG files made by the tests, without any code of the project.

import { deflateSync } from 'node:zlib';

/** The table of CRC remainders for all bytes. */
const remainders = Array.from({ length: 256 }, (_, byte) => {
  for (let bit = 0; bit < 8; bit++) byte = byte % 2 ? (byte >>> 1) ^ 0xedb88320 : byte >>> 1;
  return byte;
});

/** @param {Buffer} bytes */
const crc32 = (bytes) => ~bytes.reduce((rest, byte) => (rest >>> 8) ^ remainders[(rest ^ byte) & 255], -1) >>> 0;

/** @param {string} name @param {Buffer} content */
function chunk(name, content) {
  const bytes = Buffer.alloc(12 + content.length);
  bytes.writeUInt32BE(content.length, 0);
  bytes.write(name, 4, 'latin1');
  content.copy(bytes, 8);
  bytes.writeUInt32BE(crc32(bytes.subarray(4, 8 + content.length)), 8 + content.length);
  return bytes;
}

/** @param {number} width @param {number} height @param {number[]} kind bits and colour type @param {Buffer} lines */
function png(width, height, kind, lines) {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set(kind, 8);
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'), chunk('IHDR', head), chunk('IDAT', deflateSync(lines)), chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** @param {number} width @param {number} height @param {(x: number, y: number) => number[]} color red, green, blue */
export function colorPng(width, height, color) {
  const lines = Buffer.alloc(height * (1 + 3 * width));
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) lines.set(color(x, y), y * (1 + 3 * width) + 1 + 3 * x);
  }
  return png(width, height, [8, 2], lines);
}

/** A picture with a white left and a black right half. With one bit for each pixel, even a huge one is made at once. @param {number} width a multiple of 16 @param {number} height */
export function halvesPng(width, height) {
  const line = Buffer.alloc(1 + width / 8);
  line.fill(255, 1, 1 + width / 16);
  return png(width, height, [1, 0], Buffer.concat(Array.from({ length: height }, () => line)));
}
