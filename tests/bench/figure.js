import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { projectFolder } from '../../web/build/command.js';
import { serveFolder } from '../../web/build/static-server.js';
import { makeFigureSite } from '../browser/figure-site.js';
import { chromiumOptions } from './browser.js';
import { spread } from './rounds.js';

/**
 * The times for frames of one kind, in milliseconds.
 * @typedef {object} Frames
 * @property {string} name
 * @property {number} gate the most that a frame may take, for 60 or 10 frames a second
 * @property {import('./rounds.js').Spread} script until the script is done
 * @property {import('./rounds.js').Spread} whole until the pixels are there
 */

/** @type {{ name: string, view: 'heatmap' | 'links', count: number, kind: 'drag' | 'pan', frames: number, gate: number }[]} */
const kinds = [
  { name: 'map of 512 x 512, dragging', view: 'heatmap', count: 512, kind: 'drag', frames: 60, gate: 1000 / 60 },
  { name: 'map of 512 x 512, panning', view: 'heatmap', count: 512, kind: 'pan', frames: 60, gate: 1000 / 60 },
  { name: 'map of 2048 x 2048, new values', view: 'heatmap', count: 2048, kind: 'drag', frames: 20, gate: 100 },
  { name: 'map of 2048 x 2048, panning', view: 'heatmap', count: 2048, kind: 'pan', frames: 20, gate: 100 },
  { name: 'links of 512 x 512, panning over them', view: 'links', count: 512, kind: 'pan', frames: 60, gate: 1000 / 60 },
];

/**
 * Times the figure's views in Chromium, painted without a graphics card; the first frames of each kind only warm up.
 * @returns {Promise<Frames[]>}
 */
export async function benchFigure() {
  const folder = join(projectFolder, 'build/bench/figure');
  await makeFigureSite(folder);
  const server = await serveFolder(folder, { port: 0 });
  const browser = await chromium.launch(chromiumOptions());
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 1000 } });
    await page.goto(server.url);
    const measured = [];
    for (const { name, view, count, kind, frames, gate } of kinds) {
      const { script, whole } = await page.evaluate(
        (given) => /** @type {any} */ (globalThis).timeFrames(...given), [view, count, kind, frames]);
      const warm = frames / 4;
      measured.push({ name, gate, script: spread(script.slice(warm)), whole: spread(whole.slice(warm)) });
    }
    return measured;
  } finally {
    await browser.close();
    await server.close();
  }
}
