/** Sound from a file or from the microphone. Both give samples, or the name of what went wrong. */

import { mixed } from './channels.js';
import { frameLength, hop, rate } from './log-mel.js';

/** At most so many seconds of a sound are kept: every frame is a token, and every pair of tokens has a weight. */
export const mostSeconds = 20;
/** A sound with fewer frames has nothing to compare. */
const leastFrames = 8;
/** A sound whose root mean square is below this cannot be heard. */
const silence = 3e-4;
/** The largest file that is read, in bytes: decoded, a compressed one takes thirty times as much and more. */
const mostBytes = 24e6;

/** @typedef {'notRead' | 'notSound' | 'tooLarge' | 'notFinite' | 'silent' | 'tooShort' | 'noMicrophone' | 'notAllowed' | 'notSecure' | 'notRecorded'} Refusal */

/** An error whose reason names its sentence among the texts. */
export class Refused extends Error {
  /** @param {Refusal} reason @param {unknown} [cause] */
  constructor(reason, cause) {
    super(reason, { cause });
    this.reason = reason;
  }
}

/**
 * @param {Blob} blob a file or a recording
 * @returns {Promise<{ samples: Float32Array, seconds: number, isCut: boolean, isOneOfMany: boolean }>} seconds: the
 *   length of the whole, NaN if it is not known; isOneOfMany: the channels cancel each other, so only the loudest is here
 * @throws {Refused}
 */
export async function read(blob) {
  const isLarge = blob.size > mostBytes;
  let bytes;
  try {
    bytes = await (isLarge ? blob.slice(0, mostBytes) : blob).arrayBuffer();
  } catch (error) {
    throw new Refused('notRead', error); // The file was moved or changed after it was chosen.
  }
  let sound;
  try {
    // An offline context resamples to its own rate, and needs no permission.
    sound = await new OfflineAudioContext(1, 1, rate).decodeAudioData(bytes);
  } catch (error) {
    throw new Refused(isLarge ? 'tooLarge' : 'notSound', error);
  }
  const isCut = isLarge || sound.duration > mostSeconds;
  const channels = Array.from({ length: sound.numberOfChannels }, (_, channel) => sound.getChannelData(channel).subarray(0, mostSeconds * rate));
  const { samples, isOneOfMany } = mixed(channels);
  check(samples);
  return { samples, seconds: isLarge ? NaN : sound.duration, isCut, isOneOfMany };
}

/** @param {Float32Array} samples @throws {Refused} tooShort, notFinite, silent */
function check(samples) {
  if (samples.length < frameLength + (leastFrames - 1) * hop) throw new Refused('tooShort');
  // A file of floating-point numbers may hold infinity or NaN: nothing can be computed from these.
  if (!samples.every(Number.isFinite)) throw new Refused('notFinite');
  const square = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
  if (!(Math.sqrt(square) > silence)) throw new Refused('silent');
}

/**
 * Records until it is told to end, or until it has as many seconds as are kept.
 * @param {AbortSignal} end
 * @param {(seconds: number) => void} onProgress
 * @param {() => void} onStart called when the microphone is on
 * @returns {Promise<Blob>}
 * @throws {Refused}
 */
export async function record(end, onStart, onProgress) {
  if (!navigator.mediaDevices?.getUserMedia || typeof MediaRecorder !== 'function') throw new Refused(isSecureContext ? 'noMicrophone' : 'notSecure');
  let stream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  } catch (error) {
    const name = error instanceof DOMException ? error.name : '';
    const reasons = /** @type {Record<string, Refusal>} */ ({ NotAllowedError: 'notAllowed', SecurityError: 'notAllowed', NotFoundError: 'noMicrophone', OverconstrainedError: 'noMicrophone' });
    throw new Refused(reasons[name] ?? 'notRecorded', error);
  }
  try {
    return await recordStream(stream, end, onStart, onProgress);
  } finally {
    for (const track of stream.getTracks()) track.stop(); // The browser's recording sign goes out.
  }
}

/** @param {MediaStream} stream @param {AbortSignal} end @param {() => void} onStart @param {(seconds: number) => void} onProgress @returns {Promise<Blob>} */
function recordStream(stream, end, onStart, onProgress) {
  return new Promise((resolve, reject) => {
    const recorder = recorderOf(stream);
    /** @type {Blob[]} */
    const parts = [];
    const start = performance.now();
    const finish = () => {
      if (recorder.state !== 'inactive') recorder.stop();
    };
    const timer = setInterval(() => {
      const seconds = (performance.now() - start) / 1000;
      onProgress(Math.min(seconds, mostSeconds));
      if (seconds >= mostSeconds) finish();
    }, 100);
    recorder.ondataavailable = ({ data }) => parts.push(data);
    recorder.onerror = (event) => reject(new Refused('notRecorded', event));
    recorder.onstop = () => {
      clearInterval(timer);
      resolve(new Blob(parts, { type: recorder.mimeType }));
    };
    end.addEventListener('abort', finish, { once: true });
    try {
      recorder.start();
    } catch (error) {
      clearInterval(timer);
      throw new Refused('notRecorded', error);
    }
    onStart();
    if (end.aborted) finish();
  });
}

/** @param {MediaStream} stream @returns {MediaRecorder} @throws {Refused} for a stream that the browser cannot record */
function recorderOf(stream) {
  try {
    return new MediaRecorder(stream);
  } catch (error) {
    throw new Refused('notRecorded', error);
  }
}
