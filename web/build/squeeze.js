import { readFile, writeFile } from 'node:fs/promises';

/**
 * Minifies a bundle once more: what terser still finds is 2.5 % of a gzipped file. Signs beyond ASCII are escaped: so a plain
 * script says the same in a page of any encoding, and gzip makes it 300 bytes smaller.
 * @param {string} path
 * @param {boolean} isModule
 * @param {string} [comment] kept at its head
 */
export async function squeeze(path, isModule, comment) {
  const { minify } = await import('terser'); // Only now: set-up may just have installed it.
  const { code = '' } = await minify(await readFile(path, 'utf8'), {
    ecma: 2020, module: isModule, toplevel: true, compress: { passes: 2, inline: 1 }, format: { ascii_only: true, preamble: comment },
  });
  await writeFile(path, code);
}
