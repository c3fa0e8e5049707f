// The arguments of a command, and what is said of wrong ones.
import { parseArgs } from 'node:util';

/** A mistake on the command line itself. */
export class UsageError extends Error {}

/**
 * @template {import('node:util').ParseArgsConfig['options']} Flags
 * @param {string[]} args
 * @param {Flags} flags
 * @throws {UsageError}
 */
export function readArguments(args, flags) {
  /** @type {string[]} parseArgs reads "--scale -1" as two flags, so a negative number joins the flag before it. */
  const joined = [];
  for (const part of args) {
    if (/^-[\d.]/.test(part) && /^--[^=]+$/.test(joined.at(-1) ?? '')) joined.push(`${joined.pop()}=${part}`);
    else joined.push(part);
  }
  try {
    return parseArgs({ args: joined, options: flags, allowPositionals: /** @type {const} */ (true) });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** @param {string} flag @param {string | undefined} given */
export function number(flag, given) {
  if (given === undefined) return undefined;
  const value = Number(given);
  if (given.trim() === '' || Number.isNaN(value)) throw new UsageError(`--${flag}: expected a number, got ${given}`);
  return value;
}

/** @template {string} Choice @param {string} flag @param {string} given @param {readonly Choice[]} choices @returns {Choice} */
export function choice(flag, given, choices) {
  const chosen = choices.find((each) => each === given);
  if (chosen === undefined) throw new UsageError(`--${flag}: expected ${choices.slice(0, -1).join(', ')} or ${choices.at(-1)}, got ${given}`);
  return chosen;
}
