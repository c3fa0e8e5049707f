/** Several channels as one. */

/**
 * What unrelated channels have together is the sum of their energies over the square of their number. A mean with less than
 * this share of that is no mix of them: they cancel, as where one is the other upside down.
 */
const leastShare = 0.1;

/**
 * The mean of the channels, or the loudest alone where the mean cancels what is in them.
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
