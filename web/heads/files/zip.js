/** The directory of a ZIP file, with its 64-bit fields (PKWARE, "APPNOTE.TXT", version 6.3.10). */

import { bytesOf } from './bytes.js';
import { check, HeadsError } from './heads-error.js';

/**
 * @typedef {object} ZipMember
 * @property {string} name
 * @property {boolean} isPacked whether it is deflated
 * @property {number} checksum CRC-32 of what is unpacked
 * @property {number} size of what is unpacked
 * @property {number} start where its bytes begin in the file
 * @property {number} end
 *
 * @typedef {object} Directory
 * @property {number} start
 * @property {number} end
 * @property {number} count of members
 *
 * @typedef {ZipMember & { header: number }} Listed header: where its local header begins; its bytes begin after that one
 */

const signatures = { member: 0x02014b50, local: 0x04034b50, end: 0x06054b50, end64: 0x06064b50, locator64: 0x07064b50 };

/** Fixed bytes of each record, before names and comments. */
const lengths = { member: 46, local: 30, end: 22, end64: 56, locator64: 20 };

/** In a field of 32 bits: the number stands in an extra field of 64. */
const elsewhere = 0xffffffff;

/**
 * @param {Blob} file
 * @param {string} place
 * @returns {Promise<ZipMember[]>} in the order of the directory
 * @throws {HeadsError} syntax: no whole ZIP file; type: a member that cannot be unpacked
 */
export async function zipMembers(file, place) {
  try {
    const directory = await findDirectory(file, place);
    const { start, end, count } = directory;
    const listed = listMembers(new DataView((await bytesOf(file, start, end, place)).buffer), count, place);
    const members = [];
    for (const member of listed) members.push(await locate(member, file, start, place));
    checkApart(members, place);
    return members;
  } catch (error) {
    // A field beyond the end of what was read.
    if (error instanceof RangeError) throw noZip(file, place);
    throw error;
  }
}

/** @param {Blob} file @param {string} place */
const noZip = ({ size }, place) => new HeadsError('syntax', 'zip', { place, size });

/** @param {Blob} file @param {string} place @returns {Promise<Directory>} */
async function findDirectory(file, place) {
  const from = Math.max(0, file.size - lengths.end - 0xffff);
  const view = new DataView((await bytesOf(file, from, file.size, place)).buffer);
  const at = findEnd(view);
  if (at < 0) throw noZip(file, place);
  const record = from + at;
  const count = view.getUint16(at + 10, true);
  const size = view.getUint32(at + 12, true);
  const start = view.getUint32(at + 16, true);
  const isLong = count === 0xffff || size === elsewhere || start === elsewhere;
  const found = isLong ? await findDirectory64(file, record, place) : { start, end: start + size, count, record };
  // A directory that does not end where the record about it begins belongs to another file.
  if (found.end !== found.record || found.start > found.end) throw noZip(file, place);
  return found;
}

/** @param {DataView} view @returns {number} where the last record is, which a comment may follow; -1: nowhere */
function findEnd(view) {
  for (let at = view.byteLength - lengths.end; at >= 0; at--) {
    if (view.getUint32(at, true) === signatures.end && at + lengths.end + view.getUint16(at + 20, true) === view.byteLength) return at;
  }
  return -1;
}

/** @param {Blob} file @param {number} end where the last record begins @param {string} place */
async function findDirectory64(file, end, place) {
  const locator = end - lengths.locator64;
  if (locator < 0) throw noZip(file, place);
  const pointer = new DataView((await bytesOf(file, locator, end, place)).buffer);
  const record = u64(pointer, 8);
  if (pointer.getUint32(0, true) !== signatures.locator64 || record + lengths.end64 > locator) throw noZip(file, place);
  const view = new DataView((await bytesOf(file, record, record + lengths.end64, place)).buffer);
  if (view.getUint32(0, true) !== signatures.end64) throw noZip(file, place);
  const start = u64(view, 48);
  return { start, end: start + u64(view, 40), count: u64(view, 32), record };
}

/** @param {DataView} view @param {number} at @returns {number} infinity where it is too large to be exact, which is beyond every file */
function u64(view, at) {
  const number = Number(view.getBigUint64(at, true));
  return Number.isSafeInteger(number) ? number : Infinity;
}

/** @param {DataView} view of the directory @param {number} count @param {string} place @returns {Listed[]} */
function listMembers(view, count, place) {
  const members = [];
  let at = 0;
  while (at < view.byteLength) {
    if (view.getUint32(at, true) !== signatures.member) throw new RangeError();
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) => view.getUint16(at + offset, true));
    const extra = at + lengths.member + nameLength;
    const name = new TextDecoder().decode(new Uint8Array(view.buffer, at + lengths.member, nameLength));
    members.push(memberOf(view, at, { name, extra, end: extra + extraLength }, `${place}, ${name}`));
    at = extra + extraLength + commentLength;
  }
  if (at !== view.byteLength || members.length !== count) throw new RangeError();
  return members;
}

/**
 * @param {DataView} view
 * @param {number} at
 * @param {{ name: string, extra: number, end: number }} names extra, end: where its extra fields are
 * @param {string} place
 */
function memberOf(view, at, { name, extra, end }, place) {
  const method = view.getUint16(at + 10, true);
  const flags = view.getUint16(at + 8, true);
  check((flags & 1) === 0 && (method === 0 || method === 8), 'type', 'method', { place, method, flags });
  const long = longFields(view, extra, end);
  const [size, packedSize, header] = [24, 20, 42].map((offset) => {
    const number = view.getUint32(at + offset, true);
    return number === elsewhere ? long() : number;
  });
  return { name, isPacked: method === 8, checksum: view.getUint32(at + 16, true), size, header, start: header, end: header + packedSize };
}

/** @param {DataView} view @param {number} at @param {number} end @returns {() => number} the next 64-bit number of the extra field for them */
function longFields(view, at, end) {
  while (at + 4 <= end && view.getUint16(at, true) !== 1) at += 4 + view.getUint16(at + 2, true);
  at += 4;
  return () => {
    if (at + 8 > end) throw new RangeError();
    at += 8;
    return u64(view, at - 8);
  };
}

/** @param {Listed} member @param {Blob} file @param {number} most where the directory begins @param {string} place @returns {Promise<Listed>} */
async function locate(member, file, most, place) {
  const { name, header, start, end, isPacked, size } = member;
  const packedSize = end - start;
  const local = header + lengths.local;
  if (!(local <= most)) throw outside(member, place);
  const view = new DataView((await bytesOf(file, header, local, place)).buffer);
  const begin = local + view.getUint16(26, true) + view.getUint16(28, true);
  if (view.getUint32(0, true) !== signatures.local || !(begin + packedSize <= most)) throw outside(member, place);
  check(isPacked || size === packedSize, 'size', 'bytes', { place: `${place}, ${name}`, expected: size, got: packedSize });
  return { ...member, start: begin, end: begin + packedSize };
}

/** @param {ZipMember} member @param {string} place */
const outside = ({ name, start, end }, place) => new HeadsError('syntax', 'member', { place: `${place}, ${name}`, start, end });

/** Members that share bytes unpack to far more than a file of that size can hold. @param {Listed[]} members @param {string} place */
function checkApart(members, place) {
  const sorted = members.slice().sort((one, other) => one.header - other.header);
  sorted.slice(1).forEach((member, i) => {
    if (member.header < sorted[i].end) throw outside(member, place);
  });
}
