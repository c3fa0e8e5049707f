/** Where sound comes from: a file or the microphone. Both end as samples, or as the name of what went wrong. */

import { mixed } from './channels.js';
import { frameLength, hop, rate } from './log-mel.js';

/** Seconds that are kept of a sound: every frame of them is a token, and every pair of tokens a weight. */
export const mostSeconds = 20;
/** Frames without which there is nothing to compare. */
const leastFrames = 8;
/** Below this nobody hears anything: the root of the mean square. */
const silence = 3e-4;
/** Bytes that are read of a file: decoded, a compressed one takes thirty times as much and more. */
const mostBytes = 24e6;

/** @typedef {'notRead' | 'notSound' | 'tooLarge' | 'notFinite' | 'silent' | 'tooShort' | 'noMicrophone' | 'notAllowed' | 'notSecure' | 'notRecorded'} Refusal */

/** What went wrong, by its name among the texts. */
export class Refused extends Error {
  /** @param {Refusal} reason @param {unknown} [cause] */
  constructor(reason, cause) {
    super(reason, { cause });
    this.reason = reason;
  }
}

/**
 * @param {Blob} blob a file or a recording
 * @returns {Promise<{ samples: Float32Array, seconds: number, isCut: boolean, isOneOfMany: boolean }>} seconds: of the
 *   whole, NaN where not known; isOneOfMany: its channels cancel each other, and only the loudest is here
 * @throws {Refused}
 */
export async function read(blob) {
  const isLarge = blob.size > mostBytes;
  let bytes;
  try {
    bytes = await (isLarge ? blob.slice(0, mostBytes) : blob).arrayBuffer();
  } catch (error) {
    throw new Refused('notRead', error); // It was moved, or changed since it was chosen.
  }
  let sound;
  try {
    // An offline context resamples to its own rate, and needs nobody's leave.
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
  // A file of floating-point numbers may hold infinity, and no number at all: nothing can be computed from these.
  if (!samples.every(Number.isFinite)) throw new Refused('notFinite');
  const square = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
  if (!(Math.sqrt(square) > silence)) throw new Refused('silent');
}

/**
 * Records until it is told to end, or until there is as much as is kept.
 * @param {AbortSignal} end
 * @param {(seconds: number) => void} onProgress
 * @param {() => void} onStart the microphone is on
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
    for (const track of stream.getTracks()) track.stop(); // The browser's sign that it listens goes out.
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

/** @param {MediaStream} stream @returns {MediaRecorder} @throws {Refused} for a stream that the browser cannot write down */
function recorderOf(stream) {
  try {
    return new MediaRecorder(stream);
  } catch (error) {
    throw new Refused('notRecorded', error);
  }
}
