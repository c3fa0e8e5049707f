/** @import { RelativeBias } from '../description.js' */

/**
 * The bucket of a distance: half of the buckets are for one distance each, and the others grow with its logarithm, as the module
 * has them too.
 * Source: Raffel et al. 2020, Exploring the limits of transfer learning with a unified text-to-text transformer.
 * @param {number} distance key - query
 * @param {Pick<RelativeBias, 'buckets' | 'maxDistance' | 'isBidirectional'>} bias
 */
export function bucketOf(distance, { buckets, maxDistance, isBidirectional }) {
  const count = isBidirectional ? buckets / 2 : buckets;
  const first = isBidirectional && distance > 0 ? count : 0;
  const size = isBidirectional ? Math.abs(distance) : Math.max(-distance, 0);
  const exact = Math.floor(count / 2);
  if (size < exact) return first + size;
  const share = Math.log(size / exact) / Math.log(maxDistance / exact);
  return first + Math.min(exact + Math.floor(share * (count - exact)), count - 1);
}
