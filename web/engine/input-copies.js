/** Bytes of copies that are kept for the next call: the pages of a new one cost more than what is copied to them. */
const MOST_SPARE = 1 << 25;

/** Copies of the inputs of calls, whose room is used again. */
export class InputCopies {
  /** Room that no call needs any more, all of the same length. @type {ArrayBuffer[]} */
  #spares = [];

  /** Room for inputs: what was there before is still in it. @param {number} bytes @throws {RangeError} no memory */
  allocate = (bytes) => (this.#spares[0]?.byteLength === bytes && this.#spares.pop()) || new ArrayBuffer(bytes);

  /**
   * The inputs to be handed over: a copy, or the call's own where all its members have one. None of them is released
   * then before these are back.
   * @param {import('./divided-call.js').DividedCall} call
   * @param {boolean} isLast
   */
  toHandOver({ call: { buffer } }, isLast) {
    if (isLast) return buffer;
    const copy = this.allocate(buffer.byteLength);
    new Uint8Array(copy).set(new Uint8Array(buffer));
    return copy;
  }

  /** @param {import('./divided-call.js').DividedCall} call @param {ArrayBuffer} buffer its inputs, which one member has taken in */
  takeBack(call, buffer) {
    if (call.hasInputs) this.#keep(buffer);
    else call.call.buffer = buffer;
  }

  /** Keeps the room of a call that is over. @param {import('./divided-call.js').DividedCall} call */
  takeFrom(call) {
    if (call.hasInputs) this.#keep(call.call.buffer);
  }

  /** @param {ArrayBuffer} buffer that is not used any more */
  #keep(buffer) {
    if (this.#spares[0]?.byteLength !== buffer.byteLength) this.#spares = [];
    if ((this.#spares.length + 1) * buffer.byteLength <= MOST_SPARE) this.#spares.push(buffer);
  }
}
