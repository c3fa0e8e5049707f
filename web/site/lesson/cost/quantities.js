/** Times and sizes as they are printed. */

/** @param {number} value @returns {string} three significant digits, or a whole number from 100 on */
const short = (value) => (value < 10 ? value.toFixed(2) : value < 100 ? value.toFixed(1) : value.toFixed(0));

/** @param {number} seconds */
export function durationText(seconds) {
  const milliseconds = seconds * 1000;
  if (milliseconds < 0.01) return '<0.01 ms';
  return milliseconds < 999.5 ? `${short(milliseconds)} ms` : `${short(seconds)} s`;
}

/** @param {number} bytes in powers of ten */
export function bytesText(bytes) {
  return bytes < 999.5e6 ? `${short(bytes / 1e6)} MB` : `${short(bytes / 1e9)} GB`;
}

/** @param {number} bytes */
export const megabytesText = (bytes) => short(bytes / 1e6);

/** The label of a tick on the axis of times. @param {number} power of ten, in seconds */
export function durationTick(power) {
  return power < 0 ? `${10 ** (power + 3)} ms` : `${10 ** power} s`;
}

/** @param {number} power of ten, in bytes */
export function bytesTick(power) {
  return power < 9 ? `${10 ** (power - 6)} MB` : `${10 ** (power - 9)} GB`;
}
