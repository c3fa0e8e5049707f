/**
 * Positions of patches for an image of another size: bicubic with a = -0.75 (Keys 1981), corners not aligned, edges clamped, nothing
 * smoothed, as DINOv2 resizes its own. The class token's stays.
 * @param {Float32Array} positions [1 + side * side, width]
 * @param {number} width
 * @param {number} side
 * @param {number} rows of patches, wanted
 * @param {number} columns
 * @returns {Float32Array} [1 + rows * columns, width]
 */
export function resizedPositions(positions, width, side, rows, columns) {
  const resized = new Float32Array((1 + rows * columns) * width);
  resized.set(positions.subarray(0, width));
  const vertical = tapsOf(side, rows);
  const horizontal = tapsOf(side, columns);
  for (let r = 0; r < rows; ++r) {
    for (let c = 0; c < columns; ++c) {
      const out = (1 + r * columns + c) * width;
      for (let i = 0; i < width; ++i) {
        let sum = 0;
        for (const [y, vertically] of vertical[r]) {
          for (const [x, horizontally] of horizontal[c]) sum += vertically * horizontally * positions[(1 + y * side + x) * width + i];
        }
        resized[out + i] = sum;
      }
    }
  }
  return resized;
}

/** @param {number} from @param {number} to @returns {[place: number, weight: number][][]} the four of each place */
function tapsOf(from, to) {
  return Array.from({ length: to }, (_, i) => {
    const place = (i + 0.5) * from / to - 0.5;
    const first = Math.floor(place);
    return [-1, 0, 1, 2].map((step) => [
      Math.min(from - 1, Math.max(0, first + step)),
      cubic(Math.abs(place - (first + step))),
    ]);
  });
}

/** @param {number} distance */
function cubic(distance) {
  const a = -0.75;
  if (distance <= 1) return ((a + 2) * distance - (a + 3)) * distance * distance + 1;
  if (distance < 2) return ((a * distance - 5 * a) * distance + 8 * a) * distance - 4 * a;
  return 0;
}
