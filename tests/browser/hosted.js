// A post of somebody else, on another origin than the site.

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serveFolder } from '../../web/build/static-server.js';

/**
 * Serves a post on another origin than the figure's page.
 * @param {(host: { url: string, origin: string, folder: string, write: (html: string) => Promise<void> }) => Promise<void>} use folder: for files beside the post
 */
export async function hosted(use) {
  const folder = await mkdtemp(join(tmpdir(), 'attention-host-'));
  const site = await serveFolder(folder, { port: 0, headers: { 'Content-Security-Policy': null } });
  try {
    await use({
      url: site.url,
      origin: new URL(site.url).origin,
      folder,
      write: (html) => writeFile(join(folder, 'index.html'), `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><body>${html}`),
    });
  } finally {
    await site.close();
    await rm(folder, { recursive: true });
  }
}
