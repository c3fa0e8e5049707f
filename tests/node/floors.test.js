// The rooms of web stand on floors, and nothing reaches upwards: what a file imports, values and types alike, is in its own
// room, on its own floor, or below.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { test } from 'node:test';
import { projectFolder } from '../../web/build/command.js';

/** From the ground up; a room is a folder of web, with all folders in it that are no rooms of their own. */
const floors = [
  ['base'],
  ['locales'],
  ['wasm'],
  ['engine'],
  ['models'],
  ['models/families', 'models/files', 'models/runtime', 'models/tokens'],
  ['models/api'],
  ['command'],
  ['draw', 'mathml'],
  ['heads/files', 'heads/numbers'],
  ['heads/state'],
  ['heads/views'],
  ['heads/words'],
  ['heads/element'],
  ['figure/methods'],
  ['figure/state'],
  ['figure/compute'],
  ['figure/words'],
  ['figure/views', 'figure/derivation'],
  ['figure/export'],
  ['figure/element'],
  ['site', 'site/exhibits'],
  ['site/lesson', 'site/workbench', 'site/builder', 'site/frame', 'site/heads', 'site/models', 'site/reference'],
  ['build'],
];

const web = join(projectFolder, 'web');

/** The deepest first: site/lesson before site. */
const rooms = floors.flat().sort((one, other) => other.length - one.length);

/** @param {string} file from web @returns {number} -1: it is in no room */
function floorOf(file) {
  const room = rooms.find((folder) => file.startsWith(`${folder}/`));
  return floors.findIndex((floor) => room !== undefined && floor.includes(room));
}

/** @returns {string[]} the sources of web, from there */
function sources() {
  const files = readdirSync(web, { recursive: true, encoding: 'utf8' }).map((file) => file.replaceAll('\\', '/'));
  return files.filter((file) => /\.[jt]s$/.test(file) && !file.startsWith('examples/') && floorOf(file) >= 0).sort();
}

/** @param {string} file @returns {string[]} the files of web that it imports: by a statement, when it runs, or in a comment for a type */
function importsOf(file) {
  const text = readFileSync(join(web, file), 'utf8');
  const specifiers = Array.from(text.matchAll(/\b(?:from|import)\s*\(?\s*(['"])(\.\.?\/[^'"]+)\1/g), ([, , specifier]) => specifier);
  return specifiers.map((specifier) => posix.join(dirname(file), specifier)).filter((imported) => !imported.startsWith('..'));
}

const upward = sources().flatMap((file) => importsOf(file)
  .filter((imported) => floorOf(imported) < 0 || floorOf(imported) > floorOf(file))
  .map((imported) => `${file} -> ${imported}`));

test('every source of web is in a room', () => {
  const folders = readdirSync(web, { recursive: true, encoding: 'utf8' }).map((file) => file.replaceAll('\\', '/'));
  const homeless = folders.filter((file) => /\.[jt]s$/.test(file) && !/^examples\/|node_modules\//.test(file) && floorOf(file) < 0);
  assert.deepEqual(homeless, []);
});

test('imports of every kind are seen', () => {
  const kinds = {
    'site/lesson/starts.js': 'site/lesson/hero/start.js',
    'figure/element/figure-properties.ts': 'figure/state/schema.js',
    'figure/state/link-grammar.js': 'figure/state/figure-error.js',
    'figure/words/texts.js': 'base/preferred-language.js',
  };
  for (const [file, imported] of Object.entries(kinds)) assert.ok(importsOf(file).includes(imported), `${file} -> ${imported}`);
});

test('nothing reaches upwards', () => {
  assert.deepEqual(upward, []);
});
