// NumPy's .npz: a ZIP file whose members, stored as they are, are arrays in NumPy's format .npy, version 1.0.

/** @typedef {{ data: Float32Array, shape: number[] } | string[]} NamedArray numbers, or texts in a row */

/** @param {Record<string, NamedArray>} arrays @returns {Uint8Array} */
export function npzOf(arrays) {
  return zipOf(Object.entries(arrays).map(([name, array]) => ({ name: Buffer.from(`${name}.npy`), bytes: Array.isArray(array) ? textsOf(array) : numbersOf(array) })));
}

/** The header ends at a multiple of these bytes. */
const alignment = 64;

/** @param {string} descr the type @param {number[]} shape @param {Uint8Array} data */
function npyOf(descr, shape, data) {
  const axes = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const head = `{'descr': '${descr}', 'fortran_order': False, 'shape': (${axes}), }`;
  const length = Math.ceil((10 + head.length + 1) / alignment) * alignment - 10;
  const start = Buffer.from([0x93, ...Buffer.from('NUMPY'), 1, 0, length & 255, length >> 8]);
  return Buffer.concat([start, Buffer.from(`${head.padEnd(length - 1)}\n`), data]);
}

/** @param {{ data: Float32Array, shape: number[] }} tensor */
const numbersOf = ({ data, shape }) => npyOf('<f4', shape, new Uint8Array(data.buffer, data.byteOffset, data.byteLength));

/** Each text is as long as the longest one: characters of 32 bits, zeros behind them. @param {string[]} texts */
function textsOf(texts) {
  const characters = texts.map((text) => Array.from(text, (character) => Number(character.codePointAt(0))));
  const longest = Math.max(1, ...characters.map(({ length }) => length));
  const data = new Uint32Array(texts.length * longest);
  characters.forEach((codes, i) => data.set(codes, i * longest));
  return npyOf(`<U${longest}`, [texts.length], new Uint8Array(data.buffer));
}

/** ZIP's sum of a member's bytes: by the byte, and with the polynomial that PKWARE's APPNOTE names. @type {Uint32Array} */
const remainders = Uint32Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte;
  for (let bit = 0; bit < 8; ++bit) remainder = remainder & 1 ? 0xedb88320 ^ remainder >>> 1 : remainder >>> 1;
  return remainder;
});

/** @param {Uint8Array} bytes @returns {number} */
function crc32(bytes) {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = remainders[(crc ^ byte) & 255] ^ crc >>> 8;
  return (crc ^ 0xffffffff) >>> 0;
}

/** The first of January 1980: the same arrays give the same file. */
const date = 0x21;

/** @param {{ name: Buffer, bytes: Buffer }[]} members @returns {Uint8Array} */
function zipOf(members) {
  /** @type {Buffer[]} */
  const parts = [];
  /** @type {Buffer[]} */
  const directory = [];
  let at = 0;
  for (const { name, bytes } of members) {
    const facts = wordsOf([[20, 2], [0, 2], [0, 2], [0, 2], [date, 2], [crc32(bytes), 4], [bytes.length, 4], [bytes.length, 4], [name.length, 2], [0, 2]]);
    directory.push(wordsOf([[0x02014b50, 4], [20, 2]]), facts, wordsOf([[0, 2], [0, 2], [0, 2], [0, 4], [at, 4]]), name);
    parts.push(wordsOf([[0x04034b50, 4]]), facts, name, bytes);
    at += 4 + facts.length + name.length + bytes.length;
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  const end = wordsOf([[0x06054b50, 4], [0, 2], [0, 2], [members.length, 2], [members.length, 2], [size, 4], [at, 4], [0, 2]]);
  return Buffer.concat([...parts, ...directory, end]);
}

/** @param {[value: number, bytes: 2 | 4][]} words @returns {Buffer} little-endian */
function wordsOf(words) {
  return Buffer.concat(words.map(([value, bytes]) => {
    const word = Buffer.alloc(bytes);
    word.writeUIntLE(value, 0, bytes);
    return word;
  }));
}
