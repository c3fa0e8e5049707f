// Fused multiply-adds are WebAssembly's relaxed SIMD: Chromium, Firefox and Node.js 22 have it, Safari has not.

/** A module whose only function is `unreachable; f32x4.relaxed_madd; drop`. */
const probe = new Uint8Array([
  0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0,
  1, 4, 1, 0x60, 0, 0, // one type: no parameter, no result
  3, 2, 1, 0, // one function of it
  10, 9, 1, 7, 0, 0x00, 0xfd, 0x85, 0x02, 0x1a, 0x0b,
]);

/**
 * Whether the relaxed build of the module runs here, and is faster than the base build. V8 up to 12.4 (Node.js 22) has too few
 * registers for its tiles, which take 1.3 times as long there; Float16Array came after it.
 */
export const isRelaxedFaster = () => 'Float16Array' in globalThis && typeof WebAssembly !== 'undefined' && WebAssembly.validate(probe);
