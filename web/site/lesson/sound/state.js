/** The part of the section's state that the link keeps. */

/**
 * @typedef {object} SoundState
 * @property {number} frame the frame whose query is shown
 * @property {number} around how many neighbours on each side belong to a token: 0 or wide
 * @property {number} temperature one of temperatures
 * @property {boolean} skipsNear whether a frame's own surroundings are left out
 */

/** The number of neighbours on each side for a token with context: a little more than half a second in all. */
export const wide = 4;

/** A cosine lies between -1 and 1: only a low temperature tells such scores apart. */
export const temperatures = [0.02, 0.05, 0.1, 0.2, 0.5, 1];

/** The chosen frame is the place in the tune where mi falls to do for the second of four times. @type {Readonly<SoundState>} */
export const author = { frame: 39, around: wide, temperature: 0.05, skipsNear: true };

/** @param {SoundState} state @param {boolean} hasFrame whether whoever opens the link will have the same frames @returns {string} */
export function write({ frame, around, temperature, skipsNear }, hasFrame) {
  return [
    hasFrame && frame !== author.frame && `f:${frame + 1}`,
    around === 0 && 'alone',
    temperature !== author.temperature && `t:${temperature}`,
    !skipsNear && 'near',
  ].filter(Boolean).join(';');
}

/** @param {string} text as written @param {number} frames of the tune @returns {SoundState} @throws {RangeError} */
export function read(text, frames) {
  const [whole, frame, alone, temperature, isNear] = /^(?:f:(\d{1,3});?)?(alone;?)?(?:t:([\d.]+);?)?(near)?$/.exec(text) ?? [];
  const state = {
    frame: frame === undefined ? author.frame : Number(frame) - 1,
    around: alone ? 0 : wide,
    temperature: temperature === undefined ? author.temperature : Number(temperature),
    skipsNear: !isNear,
  };
  if (!whole || !(state.frame >= 0 && state.frame < frames) || !temperatures.includes(state.temperature)) {
    throw new RangeError(`sound: expected a frame up to ${frames}, alone, a temperature and near, got ${text}`);
  }
  return state;
}
