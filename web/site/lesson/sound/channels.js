/** Mixes several channels into one. */

/**
 * The mean of unrelated channels has the sum of their energies over the square of their number. If a mean has less than this
 * share of that, the channels cancel each other: for example, one is the other with its sign changed.
 */
const leastShare = 0.1;

/**
 * The mean of the channels, or the loudest channel alone if they cancel each other in the mean.
 * @param {readonly Float32Array[]} channels [C][samples], at least one
 * @returns {{ samples: Float32Array, isOneOfMany: boolean }} isOneOfMany: the others are left out
 */
export function mixed(channels) {
  const count = channels.length;
  const mean = new Float32Array(channels[0].length);
  for (const channel of channels) {
    for (let sample = 0; sample < mean.length; sample++) mean[sample] += channel[sample] / count;
  }
  const energies = channels.map(energyOf);
  const unrelated = energies.reduce((sum, energy) => sum + energy, 0) / count ** 2;
  if (!(energyOf(mean) < leastShare * unrelated)) return { samples: mean, isOneOfMany: false };
  return { samples: channels[energies.indexOf(Math.max(...energies))].slice(), isOneOfMany: true };
}

/** @param {Float32Array} samples */
const energyOf = (samples) => samples.reduce((sum, sample) => sum + sample * sample, 0);
