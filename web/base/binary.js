/** Bytes as a binary string, a character of code 0 to 255 for each: btoa takes it, atob gives it, regular expressions read it. */

/** So many a call takes in every browser. */
const mostArguments = 0x2000;

/** @param {Uint8Array} bytes */
export function binaryOf(bytes) {
  let binary = '';
  for (let at = 0; at < bytes.length; at += mostArguments) binary += String.fromCharCode(...bytes.subarray(at, at + mostArguments));
  return binary;
}

/** @param {string} binary */
export const bytesIn = (binary) => Uint8Array.from(binary, (character) => character.charCodeAt(0));
