/** Writes tensors as a file of the format safetensors: the length of a header, the header as JSON, the numbers. */

/** @typedef {{ data: Float32Array<ArrayBuffer>, shape: number[] }} Tensor */

/** The numbers begin at a multiple of these bytes. */
const alignment = 8;

/**
 * @param {Map<string, Tensor>} tensors by their names
 * @returns {Blob}
 */
export function safetensorsOf(tensors) {
  /** @type {Record<string, { dtype: 'F32', shape: number[], data_offsets: [number, number] }>} */
  const header = {};
  let end = 0;
  for (const [name, { data, shape }] of tensors) {
    const start = end;
    end += data.byteLength;
    header[name] = { dtype: 'F32', shape, data_offsets: [start, end] };
  }
  const text = JSON.stringify(header);
  const padded = new TextEncoder().encode(text.padEnd(Math.ceil(text.length / alignment) * alignment));
  const length = new BigUint64Array([BigInt(padded.length)]);
  return new Blob([length, padded, ...[...tensors.values()].map(({ data }) => data)]);
}
