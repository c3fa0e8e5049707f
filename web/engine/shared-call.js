// One call while several members compute it, part by part.
import { AttentionError } from '../wasm/error.js';
import { QUERY_BLOCK, rowsOf } from './divided-call.js';
import { ask } from './workers.js';

/** @typedef {import('./workers.js').Member} Member */
/** @typedef {import('./worker-side.js').Question} Question */

/** Milliseconds that a part should take, and those that it may take where it would have few queries otherwise. */
const AIM = 25;
const MOST = 50;

/** Bytes of inputs whose copies for several workers, made at once, would hold up the calling thread. */
const LARGE = 1 << 22;

export class SharedCall {
  #call;
  #workers;
  #copies;
  /** How many workers it may have; with none the calling thread is its one member. */
  #limit;
  #members;
  #onProgress;
  #rows;
  /** Rows that a part should have. */
  #pace;
  #done = 0;
  /** Members that work on it, how often its inputs were handed over to them, and the parts that they compute. */
  #held = 0;
  #given = 0;
  #running = 0;
  #isOver = false;
  /** Of the parts that failed the first: its row, which is no row where none has failed, and why. */
  #failedRow;
  /** @type {import('../wasm/failure.js').Failure | undefined} */
  #failure;
  /** When the next large copy may be made. @type {Promise<unknown>} */
  #turn = Promise.resolve();
  /** @type {(result: any) => void} */
  #resolve = () => {};
  /** @type {(error: unknown) => void} */
  #reject = () => {};

  /**
   * @param {import('./divided-call.js').DividedCall} call
   * @param {import('./workers.js').Workers} workers
   * @param {import('./input-copies.js').InputCopies} copies
   * @param {number} limit how many workers it may have
   * @param {((fraction: number) => void) | undefined} onProgress
   */
  constructor(call, workers, copies, limit, onProgress) {
    this.#call = call;
    this.#workers = workers;
    this.#copies = copies;
    this.#limit = limit;
    this.#members = limit || 1;
    this.#onProgress = onProgress;
    this.#rows = this.#failedRow = call.left;
    this.#pace = ((call.left / call.milliseconds) * AIM) / 8; // A guess, so less than it says.
  }

  /** Has all rows computed. @returns {Promise<any>} the call's result */
  run() {
    return new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
      for (let i = 0; i < this.#members; ++i) this.#work().catch(reject);
    });
  }

  /** Ends the call, however far it has come. @param {unknown} error that run() then throws */
  fail(error) {
    this.#reject(error);
  }

  /** Asks no more of the members: what they still send is nobody's. */
  end() {
    this.#isOver = true;
    this.#copies.takeFrom(this.#call);
  }

  get #hasWork() {
    return !this.#isOver && this.#failedRow === this.#rows && this.#call.left > 0;
  }

  /** Employs one member after the other, as long as there is work. */
  async #work() {
    while (this.#hasWork) {
      const member = await this.#workers.take(this.#limit);
      // The calling thread is there but once.
      const isUseless = this.#held > 0 && member.group === this.#workers.local;
      this.#held++;
      try {
        if (!isUseless) await this.#employ(member);
      } finally {
        this.#held--;
        this.#workers.release(member);
      }
      if (isUseless) return;
    }
  }

  /** Has a member compute part after part. @param {Member} member */
  async #employ(member) {
    // A copy to each task, so that a page may draw between them.
    if (this.#call.call.buffer.byteLength > LARGE) await (this.#turn = this.#turn.then(nextTask));
    for (let asked = this.#askFor(member, this.#call.call); asked;) {
      const { row, part } = asked;
      const answer = await asked.answer;
      this.#running--;
      if (answer.buffer) this.#copies.takeBack(this.#call, answer.buffer);
      if (this.#isOver) return;
      if (answer.results) {
        this.#learnPace(rowsOf(part), answer.milliseconds);
      } else if (row < this.#failedRow) {
        this.#failedRow = row;
        this.#failure = answer.failure;
      }
      // It goes on while its results are put in their place. But where calls wait, one with several members gives them
      // back in turn, and waits again.
      const isWaitedFor = this.#held > 1 && member.group.waiting.length > 0 && this.#call.hasInputs;
      asked = isWaitedFor ? undefined : this.#askFor(member);
      if (answer.results) this.#put(part, answer.results);
      if (this.#failure && this.#running === 0) this.#reject(new AttentionError(...this.#failure));
    }
  }

  /**
   * Asks a member for the next part.
   * @param {Member} member
   * @param {Question['call']} [inputs] that it does not have yet
   */
  #askFor(member, inputs) {
    if (!this.#hasWork) return undefined;
    // Towards the end parts grow smaller, so that all workers are done at about the same time.
    const even = this.#limit > 1 ? Math.max(this.#call.left / this.#limit / 2, QUERY_BLOCK) : this.#pace;
    const row = this.#rows - this.#call.left;
    const { part, outputs } = this.#call.next(Math.max(1, Math.floor(Math.min(this.#pace, even))));
    this.#running++;
    const answer = ask(member, { call: inputs, part, outputs }, () => {
      const isLast = ++this.#given === this.#members && this.#held === this.#members;
      return this.#copies.toHandOver(this.#call, isLast);
    });
    return { row, part, answer };
  }

  /** @param {number} rows that took so long @param {number} milliseconds */
  #learnPace(rows, milliseconds) {
    // No more than twice as many: under a mask the next rows may cost far more. The last rows of a unit are few, and no
    // sign that many would take long.
    const limit = 2 * Math.max(this.#pace, rows);
    const most = (/** @type {number} */ aim) => Math.min(limit, (rows * aim) / milliseconds);
    this.#pace = Math.max(most(AIM), Math.min(most(MOST), QUERY_BLOCK));
  }

  /** Takes the results of a part. @param {number[]} part @param {Record<number, Float32Array>} results */
  #put(part, results) {
    this.#call.put(part, results);
    this.#done += rowsOf(part);
    try {
      this.#onProgress?.(this.#done / this.#rows);
    } catch (error) {
      this.#reject(error);
    }
    if (this.#done === this.#rows) this.#resolve(this.#call.result);
  }
}

/** Waits for the next task, which comes milliseconds sooner than a timer's. */
const nextTask = () => new Promise((resolve) => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => resolve(port1.close());
  port2.postMessage(0);
});
