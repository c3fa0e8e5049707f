/** The engine of another folder, an older or a changed build, beside this one. */

/** Its line in the results. */
export const otherBuild = 'attention-lab, other build';

/**
 * @param {{ loadAttention: (options?: object) => Promise<any> }} engine
 * @param {'base'} [simd] the build that must run, where it has two
 * @returns {Promise<any>}
 */
export async function loadOther({ loadAttention }, simd) {
  try {
    return await loadAttention(simd && { simd });
  } catch (error) {
    // An engine from before there were two knows no such option.
    if (/** @type {{ code?: string }} */ (error).code === 'option') return loadAttention();
    throw error;
  }
}
