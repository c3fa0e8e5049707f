/** Starts the models' page, and hands on between its parts. */

import '../../heads/element/define.js';
import { required } from '../../base/dom.js';
import { Asking } from './asking.js';
import { Cell } from './cell.js';
import { ModelClient } from './client.js';
import { Comparing } from './comparing.js';
import { Opening } from './opening.js';
import { showPredictions } from './predictions.js';
import { Work } from './progress.js';
import { SwitchedOff } from './switched-off.js';
import { complain, isAbort, settle, startLanguage, text } from './texts.js';
import { Writing } from './writing.js';

/**
 * @import { AttentionHeadsElement } from '../../heads/element/attention-heads.js'
 * @import { ViewState } from '../../heads/state/view-state.js'
 * @import { HeadPlace, OpenFacts, PageInput, RunOutcome } from './worker/messages.js'
 */

const client = new ModelClient(new Worker(new URL('./models-worker.js', import.meta.url), { type: 'module' }));
const heads = /** @type {AttentionHeadsElement} */ (required('heads', HTMLElement));
const work = new Work('running');

/** @type {OpenFacts | null} */
let facts = null;
/** Runs so far: what an earlier one has to say no longer matters. */
let runs = 0;
/** What was run last. @type {{ input: PageInput, outcome: RunOutcome } | null} */
let last = null;

const opening = new Opening(client, opened, (picture) => asking.takePicture(picture));
const asking = new Asking(() => void run());
const off = new SwitchedOff(() => last && void runInput(last.input));
const cell = new Cell(client);
const writing = new Writing(client, () => off.heads, (ids, written) => void lookAtAll(ids, written));
const comparing = new Comparing(client);

/** @param {OpenFacts} newFacts @param {boolean} isExample */
function opened(newFacts, isExample) {
  facts = newFacts;
  last = null;
  runs += 1;
  off.clear();
  required('ask', HTMLElement).hidden = false;
  required('results', HTMLElement).hidden = true;
  settle('ask-problem');
  asking.fit(facts, isExample);
  writing.begin(facts.canWrite);
  comparing.begin(facts.canCompare);
  if (asking.isReady) void run(isExample ? { layer: 1, head: 0 } : {});
}

/** @param {Partial<ViewState>} [view] what is looked at first */
async function run(view) {
  settle('ask-problem');
  try {
    await runInput(await asking.input(), view);
  } catch (error) {
    complain('ask-problem', 'ask.failed', error);
  }
}

/** @param {PageInput} input @param {Partial<ViewState>} [view] */
async function runInput(input, view) {
  settle('ask-problem');
  runs += 1;
  const own = runs;
  try {
    const outcome = await work.run(text('ask.running'), (signal, tell) => client.ask('run', { input, without: off.heads }, {
      signal,
      onEvent: ({ done, total }) => tell(done / total, text('ask.heads', { done, total })),
    }));
    if (own !== runs) return;
    const before = last ? heads.state : null;
    last = { input, outcome };
    await showOutcome(outcome, view ?? (before && { set: before.set, layer: before.layer, head: before.head, view: before.view }) ?? {});
    writing.begin(facts?.canWrite === true);
  } catch (error) {
    if (own !== runs) return;
    if (isAbort(error)) required('ask-problem', HTMLElement).textContent = text('ask.cancelled');
    else complain('ask-problem', 'ask.failed', error);
  }
}

/** @param {RunOutcome} outcome @param {Partial<ViewState>} view */
async function showOutcome(outcome, view) {
  required('results', HTMLElement).hidden = false;
  await heads.open(outcome.files);
  if (Object.keys(view).length > 0) heads.state = view;
  showWords(outcome);
  off.show(chosen(outcome), outcome.moved);
  look();
}

/** All that is said in the page's language about a run. @param {RunOutcome} outcome */
function showWords({ predictions, kinds }) {
  const main = heads.sets[Math.max(kinds.indexOf('self'), 0)];
  showPredictions(predictions, main?.queries ?? [], off.heads.length > 0);
}

/** @param {RunOutcome} outcome @returns {HeadPlace} the head that is looked at */
function chosen({ kinds }) {
  const { set, layer, head } = heads.state;
  return [layer, head, kinds[set]];
}

/** Follows what is looked at in the picture of the heads. */
function look() {
  if (!last) return;
  const { set, query, words, withoutFirst, withoutSpecials } = heads.state;
  const { queries, keys } = heads.sets[set];
  const place = chosen(last.outcome);
  off.show(place);
  // Where words are joined or left out, tokens are counted in another way than the model counts them.
  const isCountedAlike = !words && !withoutFirst && !withoutSpecials;
  void cell.look({ place, queries: queries ?? [], keys: keys ?? [] }, isCountedAlike ? query : null);
}

/** @param {number[]} ids that were written @param {string} written */
async function lookAtAll(ids, written) {
  if (!last || !facts) return;
  const all = [...last.outcome.ids, ...ids];
  if (!facts.hasTwoStacks && facts.hasVocabulary) asking.text = asking.text + (/^\s/.test(written) ? '' : ' ') + written;
  await runInput(facts.hasTwoStacks ? { ...withoutDecoder(last.input), decoderIds: all } : { ids: all });
}

/** @param {PageInput} input */
function withoutDecoder({ decoderText: _, ...input }) {
  return input;
}

required('run', HTMLButtonElement).addEventListener('click', () => void run());
heads.addEventListener('heads-change', look);
startLanguage(() => {
  opening.tell();
  asking.show();
  writing.show();
  comparing.show();
  cell.show();
  if (!last) return;
  showWords(last.outcome);
  off.show(chosen(last.outcome));
});
