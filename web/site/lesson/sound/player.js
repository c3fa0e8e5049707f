/** Plays parts of a sound, one after the other. */

import { rate } from './log-mel.js';

/** The silence between two parts, and the time in which a part fades in and out, in seconds. */
const pause = 0.18;
const fade = 0.008;

/** @typedef {{ start: number, seconds: number, loudness: number }} Part start: its place in the sound, in seconds */

export class Player {
  /** Made when a button is first pressed: a browser lets no page play sound before that. @type {AudioContext | null} */
  #context = null;
  /** @type {AudioBuffer | null} */
  #buffer = null;
  /** @type {Float32Array | null} */
  #samples = null;
  /** @type {(() => void) | null} */
  #end = null;

  /** @param {Float32Array} samples the sound to play from now on */
  load(samples) {
    this.stop();
    this.#samples = samples;
    this.#buffer = null;
  }

  /**
   * @param {readonly Part[]} parts
   * @param {(index: number) => void} onPart called with the part that starts, and with -1 at the end
   */
  async play(parts, onPart) {
    this.stop();
    if (!this.#samples) return;
    const context = (this.#context ??= new AudioContext());
    this.#buffer ??= this.#bufferOf(context, this.#samples);
    let isOver = false;
    /** @type {AudioBufferSourceNode[]} */
    const nodes = [];
    /** @type {number[]} */
    const timers = [];
    this.#end = () => {
      if (isOver) return;
      isOver = true;
      for (const node of nodes) node.stop();
      for (const timer of timers) clearTimeout(timer);
      onPart(-1);
    };
    const end = this.#end;
    await context.resume();
    if (isOver) return;
    const begin = context.currentTime + 0.03;
    let at = 0;
    parts.forEach(({ start, seconds, loudness }, index) => {
      const node = new AudioBufferSourceNode(context, { buffer: this.#buffer });
      const gain = new GainNode(context, { gain: 0 });
      node.connect(gain).connect(context.destination);
      // Without fading in and out each part would click.
      const when = begin + at;
      gain.gain.setValueAtTime(0, when);
      gain.gain.linearRampToValueAtTime(loudness, when + fade);
      gain.gain.setValueAtTime(loudness, when + seconds - fade);
      gain.gain.linearRampToValueAtTime(0, when + seconds);
      node.start(when, start, seconds);
      nodes.push(node);
      timers.push(window.setTimeout(() => onPart(index), at * 1000));
      at += seconds + pause;
    });
    timers.push(window.setTimeout(end, at * 1000));
  }

  stop() {
    this.#end?.();
    this.#end = null;
  }

  /** @param {AudioContext} context @param {Float32Array} samples */
  #bufferOf(context, samples) {
    const buffer = context.createBuffer(1, samples.length, rate);
    buffer.getChannelData(0).set(samples);
    return buffer;
  }
}
