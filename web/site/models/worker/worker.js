/** All that computes: the page asks, and is never kept waiting itself. */

import { ModelError } from '../../../models/model-error.js';
import { Session } from './session.js';

/** @import { Tasks } from './messages.js' */

/** @typedef {{ [Kind in keyof Tasks]: { id: number, kind: Kind, values: Tasks[Kind]['values'] } }[keyof Tasks] | { id: number, kind: 'cancel' }} Question */

const session = new Session();

/** What is under way. @type {Map<number, AbortController>} */
const underWay = new Map();

addEventListener('message', ({ data }) => void answer(/** @type {Question} */ (data)));

/** @param {Question} question */
async function answer(question) {
  const { id } = question;
  if (question.kind === 'cancel') return void underWay.get(id)?.abort();
  const controller = new AbortController();
  underWay.set(id, controller);
  try {
    const { signal } = controller;
    const work = { signal, tell: (/** @type {unknown} */ event) => postMessage({ id, event }) };
    const { result, transfer = [] } = await session.answer(question.kind, question.values, work);
    postMessage({ id, result }, { transfer });
  } catch (error) {
    postMessage({ id, fault: faultOf(error, controller.signal.aborted) });
  } finally {
    underWay.delete(id);
  }
}

/** @param {unknown} error @param {boolean} isAbort */
function faultOf(error, isAbort) {
  if (error instanceof ModelError) return { argument: error.argument, message: error.message, isAbort };
  return { argument: '', message: error instanceof Error ? error.message : String(error), isAbort };
}
