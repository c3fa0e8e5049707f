/**
 * The convex hull of points in the plane, by Andrew's monotone chain (Another efficient algorithm
 * for convex hulls in two dimensions, 1979).
 */

/** @import { Point } from './display-list.js' */

/**
 * @param {Point[]} points
 * @returns {Point[]} the corners in order around; the points themselves where they are fewer than three
 */
export function convexHull(points) {
  const sorted = [...points].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  if (sorted.length < 3) return sorted;
  return [...chain(sorted), ...chain(sorted.reverse())];
}

/**
 * @param {Point[]} points sorted
 * @returns {Point[]} one side of the hull, without its last point, where the other side begins
 */
function chain(points) {
  /** @type {Point[]} */
  const side = [];
  for (const point of points) {
    while (side.length > 1 && turn(side[side.length - 2], side[side.length - 1], point) <= 0) side.pop();
    side.push(point);
  }
  return side.slice(0, -1);
}

/**
 * @param {Point} a
 * @param {Point} b
 * @param {Point} c
 * @returns {number} above 0 where the way from a over b to c turns towards the second axis
 */
function turn(a, b, c) {
  return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
}
