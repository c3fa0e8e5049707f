/** Files of attention, written by hand: the readers are tested without the programs that write them. */

import assert from 'node:assert/strict';
import { deflateRawSync } from 'node:zlib';
import { HeadsError } from '../../web/heads/files/heads-error.js';
import { readArrays } from '../../web/heads/files/read-arrays.js';

/** @param {string} name @param {...BlobPart} parts @returns {Blob & { name: string }} Node.js 18 knows no File */
export const fileOf = (name, ...parts) => Object.assign(new Blob(parts), { name });

/** @param {string} text */
export const bytesOfText = (text) => new TextEncoder().encode(text);

/** @param {...(Uint8Array | ArrayBufferView)} parts @returns {Uint8Array<ArrayBuffer>} */
export function joined(...parts) {
  const all = new Uint8Array(parts.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let at = 0;
  for (const { buffer, byteOffset, byteLength } of parts) {
    all.set(new Uint8Array(buffer, byteOffset, byteLength), at);
    at += byteLength;
  }
  return all;
}

/**
 * @param {string} descr such as <f4
 * @param {number[]} shape
 * @param {ArrayBufferView} data
 * @param {{ version?: number, isFortran?: boolean, header?: string }} [options] another header
 */
export function npy(descr, shape, data, { version = 1, isFortran = false, header } = {}) {
  const tuple = `(${shape.join(', ')}${shape.length === 1 ? ',' : ''})`;
  const dict = header ?? `{'descr': '${descr}', 'fortran_order': ${isFortran ? 'True' : 'False'}, 'shape': ${tuple}, }`;
  const begin = version === 1 ? 10 : 12;
  const text = bytesOfText(`${dict}${' '.repeat(63 - ((begin + dict.length) % 64))}\n`);
  const head = new DataView(new ArrayBuffer(begin));
  [0x93, ...bytesOfText('NUMPY'), version, 0].forEach((byte, at) => head.setUint8(at, byte));
  if (version === 1) head.setUint16(8, text.length, true);
  else head.setUint32(8, text.length, true);
  return joined(head, text, data);
}

const remainders = Uint32Array.from({ length: 256 }, (_, byte) => {
  for (let bit = 0; bit < 8; bit++) byte = (byte >>> 1) ^ (byte & 1 ? 0xedb88320 : 0);
  return byte;
});

/** CRC-32, for Node.js 18, which gives none away. @param {Uint8Array} bytes */
const crc32 = (bytes) => ~bytes.reduce((rest, byte) => (rest >>> 8) ^ remainders[(rest ^ byte) & 0xff], 0xffffffff) >>> 0;

/**
 * @typedef {object} ZipOptions
 * @property {boolean} [isPacked]
 * @property {boolean} [isLong] whether sizes and places stand in fields of 64 bits
 * @property {number} [flags]
 * @property {number} [method]
 * @property {string} [comment]
 * @property {number} [size] that the directory says of each member
 */

/**
 * @param {Record<string, Uint8Array>} members
 * @param {ZipOptions} [options]
 */
export function zip(members, options = {}) {
  const { isPacked = false, isLong = false, comment = '' } = options;
  const locals = [];
  const directory = [];
  let at = 0;
  for (const [name, content] of Object.entries(members)) {
    const data = isPacked ? deflateRawSync(content) : content;
    const fields = { ...options, name, data, size: options.size ?? content.length, checksum: crc32(content), at };
    const local = joined(record(0x04034b50, fields), data);
    locals.push(local);
    directory.push(record(0x02014b50, fields));
    at += local.length;
  }
  const listed = joined(...directory);
  return joined(...locals, listed, ...(isLong ? [end64(directory.length, listed.length, at)] : []), end(isLong ? -1 : directory.length, listed.length, at, comment));
}

/** @param {number} signature @param {ZipOptions & { name: string, data: Uint8Array, size: number, checksum: number, at: number }} fields */
function record(signature, { isPacked, isLong, flags = 0, method = isPacked ? 8 : 0, name, data, size, checksum, at }) {
  const isLocal = signature === 0x04034b50;
  const text = bytesOfText(name);
  const extra = new DataView(new ArrayBuffer(isLong ? (isLocal ? 20 : 28) : 0));
  if (isLong) {
    extra.setUint16(0, 1, true);
    extra.setUint16(2, extra.byteLength - 4, true);
    [size, data.length, ...(isLocal ? [] : [at])].forEach((number, i) => extra.setBigUint64(4 + 8 * i, BigInt(number), true));
  }
  const head = new DataView(new ArrayBuffer(isLocal ? 30 : 46));
  const after = isLocal ? 0 : 2;
  head.setUint32(0, signature, true);
  head.setUint16(6 + after, flags, true);
  head.setUint16(8 + after, method, true);
  head.setUint32(14 + after, checksum, true);
  head.setUint32(18 + after, isLong ? 0xffffffff : data.length, true);
  head.setUint32(22 + after, isLong ? 0xffffffff : size, true);
  head.setUint16(26 + after, text.length, true);
  head.setUint16(28 + after, extra.byteLength, true);
  if (!isLocal) head.setUint32(42, isLong ? 0xffffffff : at, true);
  return joined(head, text, extra);
}

/** @param {number} count -1: see the record of 64 bits @param {number} size @param {number} start @param {string} comment */
function end(count, size, start, comment) {
  const view = new DataView(new ArrayBuffer(22));
  view.setUint32(0, 0x06054b50, true);
  view.setUint16(8, count, true);
  view.setUint16(10, count, true);
  view.setUint32(12, count < 0 ? 0xffffffff : size, true);
  view.setUint32(16, count < 0 ? 0xffffffff : start, true);
  view.setUint16(20, comment.length, true);
  return joined(view, bytesOfText(comment));
}

/** @param {number} count @param {number} size @param {number} start */
function end64(count, size, start) {
  const view = new DataView(new ArrayBuffer(56 + 20));
  view.setUint32(0, 0x06064b50, true);
  view.setBigUint64(4, 44n, true);
  [count, count, size, start].forEach((number, i) => view.setBigUint64(24 + 8 * i, BigInt(number), true));
  view.setUint32(56, 0x07064b50, true);
  view.setBigUint64(64, BigInt(start + size), true);
  view.setUint32(72, 1, true);
  return view;
}

/** @param {Record<string, unknown> | string} header @param {Uint8Array} data */
export function safetensors(header, data) {
  const text = bytesOfText(typeof header === 'string' ? header : JSON.stringify(header));
  return joined(new BigUint64Array([BigInt(text.length)]), text, data);
}

/** All numbers of the only array in a file. @param {Blob & { name: string }} file */
export async function only(file) {
  const { arrays, texts } = await readArrays([file]);
  assert.deepEqual([arrays.length, texts.length], [1, 0]);
  const [array] = arrays;
  return { ...array, numbers: Array.from(await array.read(0, array.shape.reduce((product, length) => product * length, 1))) };
}

/**
 * @param {Promise<unknown> | (() => unknown)} outcome
 * @param {string} code
 * @param {string} message
 * @param {string} [file]
 */
export async function refused(outcome, code, message, file) {
  await assert.rejects(typeof outcome === 'function' ? async () => outcome() : outcome, (error) => {
    assert.ok(error instanceof HeadsError, String(/** @type {Error} */ (error).stack));
    assert.deepEqual({ code: error.code, message: error.message, file: error.file }, { code, message, file: file ?? error.file });
    return true;
  });
}
