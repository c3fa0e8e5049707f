/** Files that a reader drops, of a folder too. */

/** A folder of a model may hold others, with the same weights for other programs: only its own files are taken. */
const folderDepth = 1;

/** @param {DataTransfer} transfer @returns {Promise<File[]>} */
export async function droppedFiles(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry());
  const files = [...transfer.files];
  const found = await Promise.all(entries.map((entry) => (entry?.isDirectory ? filesOf(/** @type {FileSystemDirectoryEntry} */ (entry)) : [])));
  const loose = files.filter((_, index) => !entries[index]?.isDirectory);
  return [...loose, ...found.flat()];
}

/** @param {FileSystemDirectoryEntry} folder @returns {Promise<File[]>} */
async function filesOf(folder) {
  const reader = folder.createReader();
  /** @type {FileSystemEntry[]} */
  const entries = [];
  // A reader gives its entries in parts, and none at the end.
  for (let part = await partOf(reader); part.length > 0; part = await partOf(reader)) entries.push(...part);
  const files = entries.filter(({ isFile }) => isFile);
  return Promise.all(files.map((entry) => new Promise((resolve, reject) => /** @type {FileSystemFileEntry} */ (entry).file(resolve, reject))));
}

/** @param {FileSystemDirectoryReader} reader @returns {Promise<FileSystemEntry[]>} */
const partOf = (reader) => new Promise((resolve, reject) => reader.readEntries(resolve, reject));

/** @param {Iterable<File>} files as a field for folders gives them, with all folders within @returns {File[]} */
export const folderFiles = (files) => [...files].filter(({ webkitRelativePath }) => webkitRelativePath.split('/').length - 1 <= folderDepth);
