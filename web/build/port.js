/**
 * The port that the variable PORT names, 8080 without it.
 * @returns {number} 0 is any free one
 * @throws {Error} if it is no number of a port
 */
export function wantedPort() {
  const text = process.env.PORT || '8080';
  const port = /^\d+$/.test(text) ? Number(text) : NaN;
  if (!(port <= 65535)) throw new Error(`PORT: expected 0 to 65535, got ${text}`);
  return port;
}

/**
 * Where a site is, for the terminal.
 * @param {import('./static-server.js').Site} site
 * @param {number} wanted
 */
export function placeOf({ port, url }, wanted) {
  const taken = wanted === 0 || port === wanted ? '' : `Port ${wanted} is taken by another program. `;
  return `\n${taken}Ctrl+C ends it.\n\nAttention Lab: ${url}`;
}

/** Ends the program by Ctrl+C, once the site is closed. @param {() => Promise<void>} close */
export function endBySignal(close) {
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, () => close().then(() => process.exit(0)));
  }
}
