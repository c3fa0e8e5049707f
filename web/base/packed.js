/** Content packed as zlib does it (RFC 1950; Node.js 18 knows no bare deflate), and bytes as text. */

import { binaryOf } from './binary.js';

/** @param {string | Uint8Array<ArrayBuffer>} content @returns {Promise<Uint8Array>} as zlib packs it */
export async function packed(content) {
  const stream = new Blob([content]).stream().pipeThrough(new CompressionStream('deflate'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** @param {Uint8Array} bytes */
export const base64 = (bytes) => btoa(binaryOf(bytes));
