import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { projectFolder, run } from './command.js';

/**
 * A tool that the project needs and the system's package manager has.
 * @typedef {object} Tool
 * @property {string} name what it is called
 * @property {string} use what the project needs it for
 * @property {string[]} packages Debian's packages for it
 * @property {() => boolean} present whether it is there already, from wherever
 */

/** What makes the site. @type {Tool[]} */
const siteTools = [
  { name: 'cmake', use: 'configures the C++ build', packages: ['cmake'], present: () => onPath('cmake') },
  { name: 'make', use: 'runs the C++ build', packages: ['make'], present: () => onPath('make') },
  {
    name: 'emscripten',
    use: 'compiles C++ to WebAssembly; an emsdk on the PATH serves as well',
    packages: ['emscripten'],
    present: () => onPath('em++') && onPath('em-config'),
  },
  {
    name: 'xtensor',
    use: 'the tensor types of the C++ interface, 0.24 or 0.25; found through CMAKE_PREFIX_PATH too',
    packages: ['libxtensor-dev', 'xtl-dev'],
    present: () => hasHeader('xtensor/xtensor_config.hpp') && hasHeader('xtl/xtl_config.hpp'),
  },
];

/** What only the tests need. @type {Tool[]} */
const testTools = [
  {
    name: 'C++20 compiler',
    use: 'builds the native library and its tests; CXX names another',
    packages: ['g++'],
    present: () => onPath((process.env.CXX ?? 'c++').split(' ')[0]),
  },
  {
    name: 'doctest',
    use: 'the C++ test framework; found through CMAKE_PREFIX_PATH too',
    packages: ['doctest-dev'],
    present: () => hasHeader('doctest/doctest.h'),
  },
  {
    name: 'chromium',
    use: 'shows the page in the tests; CHROMIUM names another Chromium or Chrome',
    packages: ['chromium'],
    present: () => findChromium() !== undefined,
  },
  {
    name: 'Chinese font',
    use: 'draws the page in Chinese in the tests',
    packages: ['fonts-noto-cjk'],
    present: hasChineseFont,
  },
  {
    name: 'NumPy',
    use: "runs the figures' exported programs in the tests; PYTHON names a Python that has it",
    packages: ['python3-numpy'],
    present: () => findPython() !== undefined,
  },
];

/**
 * Makes sure that everything is there that the site (or the site and the tests) is made with: tools by apt-get where
 * that is possible, then the npm packages of package-lock.json. Prints a line for each thing that it does, and is quick
 * when there is nothing to do.
 * @param {'site' | 'tests'} purpose 'tests' includes what 'site' needs
 * @throws {Error} with what to install by hand, if it cannot install something
 */
export async function ensure(purpose) {
  const tools = purpose === 'tests' ? [...siteTools, ...testTools] : siteTools;
  const missing = tools.filter((tool) => !tool.present());
  if (missing.length > 0) await installTools(missing);
  if (!hasNpmPackages()) {
    console.log('set-up: npm ci');
    await run('npm', ['ci', '--include=dev', '--ignore-scripts', '--no-audit', '--no-fund']);
  }
}

/**
 * The Chromium for tests and screenshots.
 * @returns {string | undefined} path of its program: the variable CHROMIUM, or the first of the usual names on the PATH
 */
export function findChromium() {
  const named = process.env.CHROMIUM;
  if (named) return named;
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  return names.map(pathOf).find((path) => path !== undefined);
}

/**
 * The Python for tests of what is exported for it.
 * @returns {string | undefined} a program that can import NumPy: the variable PYTHON, or the first on the PATH, or Debian's
 */
export function findPython() {
  const named = process.env.PYTHON;
  const candidates = named ? [named] : ['python3', '/usr/bin/python3'];
  return candidates.find((program) => spawnSync(program, ['-c', 'import numpy'], { stdio: 'ignore' }).status === 0);
}

/** @param {Tool[]} missing */
async function installTools(missing) {
  const packages = missing.flatMap((tool) => tool.packages);
  const command = `apt-get install --no-install-recommends ${packages.join(' ')}`;
  if (!onPath('apt-get') || process.getuid?.() !== 0) {
    throw new Error([
      'set-up: these are missing, and to install them by apt-get I would have to be root on Debian or Ubuntu:',
      ...missing.map((tool) => `  ${tool.name.padEnd(15)} ${tool.use}`),
      'On Debian or Ubuntu:',
      `  sudo apt-get update && sudo ${command}`,
      'Elsewhere install them by the package manager of the system, and start again.',
    ].join('\n'));
  }
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  console.log('set-up: apt-get update');
  await run('apt-get', ['update', '-qq'], { env });
  console.log(`set-up: ${command} (this can take minutes)`);
  await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], { env, seconds: 1800 });
  const still = missing.filter((tool) => !tool.present());
  if (still.length > 0) {
    throw new Error(`set-up: ${still.map((tool) => tool.name).join(', ')}: expected after ${command}, still missing`);
  }
}

/** @param {string} name @returns {string | undefined} where on the PATH a program is */
function pathOf(name) {
  const folders = name.includes('/') ? [''] : (process.env.PATH ?? '').split(delimiter);
  return folders.map((folder) => join(folder, name)).find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** @param {string} name */
function onPath(name) {
  return pathOf(name) !== undefined;
}

/** @param {string} header path below an include folder */
function hasHeader(header) {
  const prefixes = (process.env.CMAKE_PREFIX_PATH ?? '').split(delimiter).filter(Boolean);
  return [...prefixes, '/usr', '/usr/local', '/opt/homebrew']
    .some((prefix) => existsSync(join(prefix, 'include', header)));
}

function hasChineseFont() {
  if (process.platform !== 'linux') return true; // macOS and Windows come with one.
  return spawnSync('fc-list', [':lang=zh', 'family'], { encoding: 'utf8' }).stdout?.trim().length > 0;
}

/** Whether node_modules holds what package-lock.json asks for: npm notes there what it has installed. */
function hasNpmPackages() {
  const installedLock = join(projectFolder, 'node_modules/.package-lock.json');
  if (!existsSync(installedLock)) return false;
  const installed = readPackages(installedLock);
  const wanted = Object.entries(readPackages(join(projectFolder, 'package-lock.json'))).filter(([path]) => path !== '');
  return wanted.every(([path, { version, optional }]) => installed[path]?.version === version
    || (optional && !installed[path])); // Optional are the binaries for other platforms.
}

/** @param {string} lock @returns {Record<string, { version?: string, optional?: boolean }>} */
function readPackages(lock) {
  return JSON.parse(readFileSync(lock, 'utf8')).packages;
}
