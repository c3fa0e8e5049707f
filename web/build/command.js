import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The folder of package.json, with a slash at its end. */
export const projectFolder = fileURLToPath(new URL('../../', import.meta.url));

/**
 * Runs a command in the project's folder and collects what it prints, both streams in one text.
 * It gets a process group of its own: a compiler or a browser that it started may not outlive it.
 * @param {string} command a program on the PATH
 * @param {string[]} args its arguments, with no shell between
 * @param {{ env?: Record<string, string | undefined>, seconds?: number, cwd?: string }} [options] env adds to the environment; after
 *   `seconds` (default 900) the command is killed and has failed; cwd is another folder than the project's
 * @returns {Promise<{ ok: boolean, output: string }>} ok is true for exit status 0
 */
export function capture(command, args, { env = {}, seconds = 900, cwd = projectFolder } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    /** @param {NodeJS.Signals} signal */
    const killGroup = (signal) => {
      try {
        if (child.pid) process.kill(-child.pid, signal);
      } catch {
        // It ended a moment ago.
      }
    };
    // Ctrl-C reaches this process only, since the command has a group of its own. A command that has started others in groups
    // of their own ends those, if it is told and not killed.
    const interrupt = () => {
      killGroup('SIGTERM');
      process.exit(130);
    };
    process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
    /** @type {Buffer[]} */
    const chunks = [];
    child.stdout.on('data', (chunk) => chunks.push(chunk));
    child.stderr.on('data', (chunk) => chunks.push(chunk));
    let verdict = '';
    const timer = setTimeout(() => {
      verdict = `${command}: killed after ${seconds} seconds\n`;
      killGroup('SIGKILL');
    }, seconds * 1000);
    child.on('error', (error) => {
      verdict = `${command}: ${error.message}\n`;
    });
    child.on('close', (status, signal) => {
      clearTimeout(timer);
      process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
      verdict ||= signal ? `${command}: ended by ${signal}\n` : '';
      resolve({ ok: status === 0, output: Buffer.concat(chunks).toString() + verdict });
    });
  });
}

/**
 * Runs a command that must succeed. Its output is kept for the error.
 * @param {string} command a program on the PATH
 * @param {string[]} args its arguments
 * @param {{ env?: Record<string, string>, seconds?: number }} [options] as for capture
 * @returns {Promise<string>} what it printed
 */
export async function run(command, args, options) {
  const { ok, output } = await capture(command, args, options);
  if (!ok) throw new Error(`${output}failed: ${command} ${args.join(' ')}`);
  return output;
}

/**
 * Runs a program's main function; an error ends it with its message alone and exit status 1.
 * @param {() => Promise<void>} main what the program does
 */
export function runMain(main) {
  main().catch((error) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  });
}
