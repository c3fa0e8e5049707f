import { cpus } from 'node:os';
import { readFileSync } from 'node:fs';

/** @typedef {{ name: string, note?: string }} Machine note: what its processor does that others do not */

/**
 * @param {string} described /proc/cpuinfo, empty where there is none
 * @param {{ model: string }[]} cores
 * @returns {Machine}
 */
export function machineOf(described, cores) {
  const fieldOf = (/** @type {string} */ name) => described.match(new RegExp(`^${name}\\s*: (.*)$`, 'm'))?.[1];
  const family = fieldOf('cpu family');
  return {
    name: `${cores.length} x ${cores[0].model}${family ? `, family ${family}` : ''}`,
    note: fieldOf('vendor_id') === 'AuthenticAMD'
      ? 'AMD: multiplying and adding have pipes of their own, so that fusing them gains less than elsewhere' : undefined,
  };
}

/** @returns {Machine} the one that runs this */
export function thisMachine() {
  let described = '';
  try {
    described = readFileSync('/proc/cpuinfo', 'utf8');
  } catch {
    // Only Linux has this file.
  }
  return machineOf(described, cpus());
}
