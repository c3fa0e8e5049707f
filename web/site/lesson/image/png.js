/** A picture as a PNG, for the page before any script runs. */

import { deflateSync } from 'node:zlib';
import { pngFile, pngLines } from '../../../draw/png-file.js';

/** @import { Raster } from './raster.js' */

/** @param {Raster} raster @returns {string} a data: URL; opacity is left out */
export function pngAddress(raster) {
  const packed = deflateSync(pngLines(raster, 3), { level: 9 });
  return `data:image/png;base64,${Buffer.from(pngFile(raster, 3, packed)).toString('base64')}`;
}
