import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { capture, projectFolder, run } from './command.js';
import { findChromium, findFirefox, findPython, findWebKit, onPath } from './programs.js';

/**
 * A tool that the project needs and the system's package manager has.
 * @typedef {object} Tool
 * @property {string} name what it is called
 * @property {string} use what the project needs it for
 * @property {string[]} packages Debian's packages for it
 * @property {() => boolean} present whether it is there already, from wherever
 * @property {boolean} [isOptional] the tests that need it say so and are skipped where it cannot be had
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
  {
    name: 'zopfli',
    use: "gzips the module in the figure's file, smaller than gzip does",
    packages: ['zopfli'],
    present: () => onPath('zopfli'),
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
    packages: ['chromium-headless-shell'],
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
  {
    name: 'firefox',
    use: 'runs the smoke tests; FIREFOX names another',
    packages: ['firefox-esr'],
    present: () => findFirefox() !== undefined,
    isOptional: true,
  },
  {
    name: 'WebKitGTK',
    use: 'runs the smoke tests, on a screen of its own; WEBKIT_DRIVER names another WebKitWebDriver',
    packages: ['webkit2gtk-driver', 'xvfb', 'xauth'],
    present: () => findWebKit() !== undefined,
    isOptional: true,
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

/** @param {Tool[]} missing */
async function installTools(missing) {
  const required = missing.filter((tool) => !tool.isOptional);
  if (!onPath('apt-get') || process.getuid?.() !== 0) {
    if (required.length === 0) return;
    throw new Error([
      'set-up: these are missing, and to install them by apt-get I would have to be root on Debian or Ubuntu:',
      ...missing.map((tool) => `  ${tool.name.padEnd(15)} ${tool.use}${tool.isOptional ? ' (not a must)' : ''}`),
      'On Debian or Ubuntu:',
      `  sudo apt-get update && sudo ${installCommand(missing)}`,
      'Elsewhere install them by the package manager of the system, and start again.',
    ].join('\n'));
  }
  console.log('set-up: apt-get update');
  const update = await capture('apt-get', ['update', '-qq'], { env: aptEnvironment });
  if (!update.ok && required.length > 0) throw new Error(`${update.output}failed: apt-get update`);
  if (required.length > 0) {
    const { ok, output } = await install(required);
    if (!ok) throw new Error(`${output}failed: ${installCommand(required)}`);
  }
  // One by one: a system without one of these may have the others.
  for (const tool of missing.filter(({ isOptional }) => isOptional)) {
    const { ok } = await install([tool]);
    if (!ok) console.log(`set-up: ${tool.name}: this system's apt-get does not have it`);
  }
  const still = required.filter((tool) => !tool.present());
  if (still.length > 0) {
    const names = still.map((tool) => tool.name).join(', ');
    throw new Error(`set-up: ${names}: expected after ${installCommand(required)}, still missing`);
  }
}

const aptEnvironment = { DEBIAN_FRONTEND: 'noninteractive' };

/** @param {Tool[]} tools */
function install(tools) {
  console.log(`set-up: ${installCommand(tools)} (this can take minutes)`);
  const args = ['install', '-y', '-qq', '--no-install-recommends', ...tools.flatMap((tool) => tool.packages)];
  return capture('apt-get', args, { env: aptEnvironment, seconds: 1800 });
}

/** @param {Tool[]} tools */
function installCommand(tools) {
  return `apt-get install --no-install-recommends ${tools.flatMap((tool) => tool.packages).join(' ')}`;
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
