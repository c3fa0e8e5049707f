/**
 * Paper has all of the page: what nobody has come near yet starts before it is printed. A browser that is about to print
 * waits for no file and for no task, so all that sections need is loaded while nothing else is to be done.
 */

import { nextTurn } from '../../base/turns.js';
import { allFiguresForPaper } from './figures.js';
import { hurry } from './turns.js';

/** @import { Load, Starter } from './starts.js' */

/** Safari knows no idle time. */
const whenIdle = globalThis.requestIdleCallback ?? setTimeout;

/**
 * @param {ReadonlyMap<HTMLElement, Load>} asleep the sections that have not started
 * @param {(section: HTMLElement, loaded?: Starter) => Promise<void>} wake starts one
 */
export function startPrinting(asleep, wake) {
  /** @type {Map<HTMLElement, Starter>} */
  const loaded = new Map();

  addEventListener('beforeprint', () => {
    hurry(true);
    allFiguresForPaper();
    for (const [section, starter] of loaded) void wake(section, starter);
  });
  addEventListener('afterprint', () => hurry(false));

  return {
    /**
     * Loads what all sections need, a file at a time. Then the page says that it is printable.
     * @param {(() => Promise<unknown>)[]} shared what they share
     */
    prepare(shared) {
      const loads = [...asleep].map(([section, load]) => async () => loaded.set(section, await load()));
      const begin = async () => {
        for (const load of [...shared, ...loads]) {
          await new Promise((resolve) => whenIdle(resolve));
          // What cannot be loaded says so in its section, once somebody comes near.
          await load().catch(console.info);
        }
        document.documentElement.dataset.printable = '';
      };
      if (document.readyState === 'complete') void begin();
      else addEventListener('load', () => void begin());
    },

    /** For a button: unlike the browser's own, it can wait. */
    async print() {
      await Promise.all([...asleep.keys()].map((section) => wake(section)));
      await Promise.allSettled([...document.querySelectorAll('attention-figure')].map((figure) => figure.ready));
      await nextTurn();
      window.print();
    },
  };
}
