/** Content packed as zlib does it (RFC 1950; Node.js 18 knows no bare deflate), and bytes as text. */

/** @param {string | Uint8Array<ArrayBuffer>} content @returns {Promise<Uint8Array>} as zlib packs it */
export async function packed(content) {
  const stream = new Blob([content]).stream().pipeThrough(new CompressionStream('deflate'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** @param {Uint8Array} bytes */
export function base64(bytes) {
  let binary = '';
  for (let at = 0; at < bytes.length; at += mostArguments) binary += String.fromCharCode(...bytes.subarray(at, at + mostArguments));
  return btoa(binary);
}

/** So many a call takes in every browser. */
const mostArguments = 0x2000;
