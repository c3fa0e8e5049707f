/** NumPy's .npz: a ZIP file of .npy files. What is stored stays in the file, what is deflated is unpacked now. */

import { isFloat, numbersOf } from './dtypes.js';
import { halvesOf } from './halves.js';
import { check } from './heads-error.js';
import { namedArray } from './named-array.js';
import { checkSize, mostHead, npyContents, npyHead } from './npy.js';
import { blocksOf, gzipOf, unpacked } from './unpack.js';
import { zipMembers } from './zip.js';

/**
 * @import { Contents } from './named-array.js'
 * @import { Dtype } from './dtypes.js'
 * @import { NpyHead } from './npy.js'
 * @import { Opening } from './opening.js'
 * @import { ZipMember } from './zip.js'
 */

/** As many float32 are 64 MB. More of them are kept in halves, where they cannot stay in the file. */
const mostWhole = 1 << 24;

const ending = /\.npy$/;

/**
 * @param {Blob} file
 * @param {string} name of the file
 * @param {Opening} opening
 * @returns {Promise<Contents>}
 * @throws {HeadsError}
 */
export async function readNpz(file, name, opening) {
  const members = await zipMembers(file, name);
  checkNames(members, name);
  /** @type {Contents} */
  const all = { arrays: [], texts: [] };
  for (const member of members) {
    const { arrays, texts } = await (member.isPacked ? readPacked : readStored)(file, member, name, opening);
    all.arrays.push(...arrays);
    all.texts.push(...texts);
    opening.reached(member.end);
  }
  return all;
}

/** @param {ZipMember[]} members @param {string} place */
function checkNames(members, place) {
  const names = members.map(({ name }) => name);
  // PyTorch's own files are ZIP files, too.
  check(!names.some((name) => name.endsWith('.pkl')), 'type', 'pickle', { place });
  names.forEach((name, i) => check(ending.test(name) && names.indexOf(name) === i, 'type', 'memberName', { place, got: name }));
}

/** @param {ZipMember} member */
const arrayName = ({ name }) => name.replace(ending, '');

/** @param {Blob} file @param {ZipMember} member @param {string} name */
async function readStored(file, member, name) {
  const bytes = file.slice(member.start, member.end);
  const head = await npyHead(bytes, `${name}, ${member.name}`);
  return npyContents(head, bytes.slice(head.start), arrayName(member), name);
}

/** @param {Blob} file @param {ZipMember} member @param {string} name @param {Opening} opening @returns {Promise<Contents>} */
async function readPacked(file, member, name, opening) {
  const place = `${name}, ${member.name}`;
  const gzip = gzipOf(file, member);
  const head = await npyHead(await beginningOf(gzip, member, place), place);
  checkSize(head, member.size, place);
  const isHalved = isFloat(head.dtype) && head.size > 2 && head.count > mostWhole;
  const parts = [];
  let done = 0;
  for await (const block of blocksOf(unpacked(gzip, member.size, place), head.start)) {
    parts.push(isHalved ? keptHalves(block, head, place) : block);
    done += block.length;
    opening.reached(member.start + (member.end - member.start) * (done / member.size));
  }
  const bytes = new Blob(parts);
  if (!isHalved) return npyContents(head, bytes, arrayName(member), name);
  const { dtype, shape, isFortran } = /** @type {NpyHead & { dtype: Dtype }} */ (head);
  const stored = { bytes, dtype: /** @type {const} */ ('float16'), shape, isFortran };
  return { arrays: [namedArray(arrayName(member), name, stored, { dtype, isHalved })], texts: [] };
}

/** @param {Blob} gzip @param {ZipMember} member @param {string} place @returns {Promise<Blob>} enough for its head */
async function beginningOf(gzip, { size }, place) {
  const parts = [];
  let length = 0;
  for await (const part of unpacked(gzip, size, place)) {
    parts.push(part);
    length += part.length;
    if (length >= mostHead) break;
  }
  return new Blob(parts);
}

/** @param {Uint8Array<ArrayBuffer>} block @param {NpyHead} head of float32 or float64 @param {string} place */
function keptHalves(block, { dtype, isBigEndian }, place) {
  return halvesOf(numbersOf(block, /** @type {Dtype} */ (dtype), isBigEndian), 'halfKept', place);
}
