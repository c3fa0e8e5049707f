// Log-mel frames and attention over them in float64, by definition: the Fourier transform is computed term by term.

const [rate, frameLength, hop, bands] = [16000, 2048, 1024, 40];

const turns = Float64Array.from({ length: frameLength }, (_, step) => Math.cos((2 * Math.PI * step) / frameLength));

/**
 * @param {ArrayLike<number>} samples
 * @returns {number[][]} by frame, by band
 */
export function melFrames(samples) {
  const mel = (/** @type {number} */ hertz) => 2595 * Math.log10(1 + hertz / 700);
  const [low, high] = [mel(60), mel(7600)];
  const edge = (/** @type {number} */ index) => 700 * (10 ** ((low + ((high - low) * index) / (bands + 1)) / 2595) - 1);
  const frames = [];
  for (let start = 0; start + frameLength <= samples.length; start += hop) {
    const windowed = Array.from({ length: frameLength }, (_, index) => samples[start + index] * Math.sin((Math.PI * index) / frameLength) ** 2);
    const power = Array.from({ length: frameLength / 2 + 1 }, (_, bin) => {
      let [real, imaginary] = [0, 0];
      for (let index = 0; index < frameLength; index++) {
        const step = (bin * index) % frameLength;
        real += windowed[index] * turns[step];
        imaginary -= windowed[index] * turns[(step + (3 * frameLength) / 4) % frameLength];
      }
      return real * real + imaginary * imaginary;
    });
    frames.push(Array.from({ length: bands }, (_, band) => {
      const [left, middle, right] = [edge(band), edge(band + 1), edge(band + 2)];
      return Math.log(power.reduce((sum, value, bin) => {
        const hertz = (bin * rate) / frameLength;
        return sum + value * Math.max(0, Math.min((hertz - left) / (middle - left), (right - hertz) / (right - middle)));
      }, 1e-4));
    }));
  }
  return frames;
}

/**
 * @param {number[][]} frames
 * @param {number} around
 * @returns {number[][]} each frame less the means, with its neighbours, as float32 has them
 */
export function melTokens(frames, around) {
  const means = frames[0].map((_, band) => frames.reduce((sum, frame) => sum + frame[band], 0) / frames.length);
  return frames.map((_, index) => Array.from({ length: 2 * around + 1 }, (__, place) => index + place - around)
    .flatMap((other) => means.map((mean, band) => (frames[other] ? Math.fround(frames[other][band] - mean) : 0))));
}

/**
 * @param {number[][]} tokens
 * @param {number} temperature
 * @param {number} near frames to each side that are masked; -1 for none
 * @returns {number[][]} softmax over cosines
 */
export function melWeights(tokens, temperature, near) {
  const lengths = tokens.map((token) => Math.hypot(...token));
  return tokens.map((query, i) => {
    const scores = tokens.map((key, j) => (Math.abs(i - j) <= near ? -Infinity
      : query.reduce((sum, value, index) => sum + value * key[index], 0) / (lengths[i] * lengths[j]) / temperature));
    const most = Math.max(...scores);
    const powers = scores.map((score) => Math.exp(score - most));
    const sum = powers.reduce((total, power) => total + power, 0);
    return powers.map((power) => power / sum);
  });
}

/**
 * A WAV file of one channel with 16 bits.
 * @param {ArrayLike<number>} samples
 * @param {number} [samplesPerSecond]
 * @returns {{ file: Buffer, heard: Float32Array }} heard: as whoever reads the file has them
 */
export function wav(samples, samplesPerSecond = rate) {
  const file = Buffer.alloc(44 + 2 * samples.length);
  file.write('RIFF');
  file.writeUInt32LE(36 + 2 * samples.length, 4);
  file.write('WAVEfmt ', 8);
  [[16, 4], [1, 2], [1, 2], [samplesPerSecond, 4], [2 * samplesPerSecond, 4], [2, 2], [16, 2]].reduce((at, [value, size]) => file.writeUIntLE(value, at, size), 16);
  file.write('data', 36);
  file.writeUInt32LE(2 * samples.length, 40);
  const heard = Float32Array.from(samples, (sample, index) => {
    const whole = Math.round(sample * 32767);
    file.writeInt16LE(whole, 44 + 2 * index);
    return whole / 32768;
  });
  return { file, heard };
}

/**
 * A WAV file of 32-bit floating-point numbers, which may be infinite or no numbers at all.
 * @param {readonly ArrayLike<number>[]} channels [C][samples]
 * @param {number} [samplesPerSecond]
 */
export function floatWav(channels, samplesPerSecond = rate) {
  const [count, length] = [channels.length, channels[0].length];
  const file = Buffer.alloc(44 + 4 * count * length);
  file.write('RIFF');
  file.writeUInt32LE(36 + 4 * count * length, 4);
  file.write('WAVEfmt ', 8);
  [[16, 4], [3, 2], [count, 2], [samplesPerSecond, 4], [4 * count * samplesPerSecond, 4], [4 * count, 2], [32, 2]].reduce((at, [value, size]) => file.writeUIntLE(value, at, size), 16);
  file.write('data', 36);
  file.writeUInt32LE(4 * count * length, 40);
  channels.forEach((samples, channel) => Array.from(samples).forEach((sample, index) => file.writeFloatLE(sample, 44 + 4 * (index * count + channel))));
  return file;
}

/**
 * Three tones over soft noise, played twice with small differences.
 * @param {number} seconds
 * @param {number} [samplesPerSecond]
 */
export function threeTones(seconds, samplesPerSecond = rate) {
  let seed = 7;
  return Float64Array.from({ length: Math.round(seconds * samplesPerSecond) }, (_, index) => {
    seed = (Math.imul(seed, 1664525) + 1013904223) | 0;
    const time = index / samplesPerSecond;
    const hertz = [330, 495, 770][Math.floor(time / 0.5) % 3];
    return 0.3 * Math.sin(2 * Math.PI * hertz * time) * Math.exp(-(time % 0.5)) + 0.01 * (seed / 2 ** 31);
  });
}
