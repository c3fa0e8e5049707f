import { runMain } from './command.js';
import { serveFolder } from './static-server.js';
import { buildSite, distFolder } from './site.js';

runMain(async () => {
  const port = portOf(process.env.PORT || '8080'); // First: a build takes a minute.
  await buildSite();
  const site = await serveFolder(distFolder, { port });
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, () => site.close().then(() => process.exit(0)));
  }
  const taken = port === 0 || site.port === port ? '' : `Port ${port} is taken by another program. `;
  console.log(`\n${taken}Ctrl+C ends it.\n\nAttention Lab: ${site.url}`); // Last, where it is seen.
});

/**
 * @param {string} text
 * @returns {number}
 * @throws {Error} if it is no number of a port
 */
function portOf(text) {
  const port = /^\d+$/.test(text) ? Number(text) : NaN;
  if (!(port <= 65535)) throw new Error(`PORT: expected 0 to 65535, got ${text}`);
  return port;
}
