/** Files of models that cannot be opened, and why. */

/**
 * What a file with these first bytes is refused for; null if it is not refused.
 * @param {Uint8Array} head
 * @param {string} name
 * @returns {string | null} 'expected ..., got ...'
 */
export function refusalOf(head, name) {
  if (isPickle(head)) return pickle;
  if (name.toLowerCase().endsWith('.onnx') || isOnnx(head)) return onnx;
  if (startsWith(head, '\x89HDF')) return 'expected .safetensors, .gguf or a .bin of llama2.c, got an HDF5 file, as TensorFlow and Keras write it';
  if (startsWith(head.subarray(4), 'TFL')) return 'expected .safetensors, .gguf or a .bin of llama2.c, got a TensorFlow Lite model';
  if (startsWith(head, '24ka')) return `expected a .bin of llama2.c of version 0, got version ${head[4]}`;
  return null;
}

/** A pickle is a program: to load one is to run it. */
const pickle = 'expected .safetensors, got a pickle of PyTorch (.bin, .pt, .pth), which runs code when it is loaded; convert it in Python: '
  + 'safetensors.torch.save_file(torch.load(path, weights_only=True), "model.safetensors")';

const onnx = 'expected .safetensors or .gguf, got an ONNX graph, in which attention is taken apart into operators, so that it cannot be read';

/** @param {Uint8Array} head @param {string} text of Latin-1 */
export const startsWith = (head, text) => head.length >= text.length && Array.from(text).every((character, i) => head[i] === character.charCodeAt(0));

/** A ZIP file (PyTorch 1.6 and newer), or bare: the opcode PROTO with a protocol from 2 to 5. @param {Uint8Array} head */
const isPickle = (head) => startsWith(head, 'PK\x03\x04') || (head[0] === 0x80 && head[1] >= 2 && head[1] <= 5);

/** A protobuf that begins with ir_version, behind which another field of ModelProto (2 to 8, or 14) follows. @param {Uint8Array} head */
const isOnnx = (head) => head[0] === 0x08 && head[1] >= 1 && head[1] < 32 && [0x12, 0x1a, 0x22, 0x28, 0x32, 0x3a, 0x42, 0x72].includes(head[2]);
