/** Starts the page: the texts first, so that everything can be read and edited, then the engine. */

import { loadAttention } from '../../engine/index.js';
import { required, whenNear } from '../../base/dom.js';
import { Address } from './address.js';
import { Bench } from './bench.js';
import { ExampleSection } from './example-section.js';
import { bindMarked, bindText, language, setLanguage } from './language.js';
import { preferredLanguage, rememberLanguage } from '../../base/preferred-language.js';
import { beginning } from './page-state.js';
import { SentenceSection } from './sentence-section.js';
import { offerTake } from './take-markup.js';
import { showPages } from '../site-nav.js';

/** @import { Attention } from '../../engine/index.js' */

// This starts before anything else: the module is fetched and compiled while the page is being built.
const loading = loadAttention().catch((error) => {
  console.info(error);
  return null;
});

setLanguage(preferredLanguage());
offerTake(required('example-take', HTMLElement), ['link', 'json', 'csv']);
offerTake(required('sentence-take', HTMLElement), ['link', 'csv']);
bindMarked();
/** @type {{ show: () => void }[]} */
const sections = [];
const bench = new Bench(beginning);
const address = new Address(bench, required('link-problem', HTMLElement));
await address.open();
const example = new ExampleSection(bench);
sections.push(example);
example.show();
document.documentElement.classList.add('started');

const switcher = required('language', HTMLButtonElement);
switcher.addEventListener('click', () => {
  const other = language() === 'en' ? 'zh' : 'en';
  rememberLanguage(other);
  setLanguage(other);
  showHead();
  for (const section of sections) section.show();
});
showHead();

const engine = await loading;
if (engine) {
  example.start(engine);
  performance.mark('first-drawing');
} else {
  const failure = required('failure', HTMLElement);
  bindText(failure, 'engine.unavailable');
  failure.hidden = false;
}

// The rest is further down the page, so it is built after the first drawing has reached the screen.
await new Promise((resolve) => setTimeout(resolve));
const sentence = new SentenceSection(bench);
add(sentence);
void address.keep().catch(console.info);
void import('./take.js').then(({ takeExample, takeSentence }) => {
  const takes = {
    example: takeExample(required('example-take', HTMLElement), address, example),
    sentence: takeSentence(required('sentence-take', HTMLElement), address, sentence),
  };
  for (const part of /** @type {const} */ (['example', 'sentence'])) {
    sections.push(takes[part]);
    bench.listen((before) => before[part] !== bench.current[part] && takes[part].show());
    takes[part].show();
  }
}, console.info);
whenNear(required('long', HTMLElement), async () => {
  try {
    const { LongSection } = await import('./long-section.js');
    add(new LongSection(bench));
  } catch (error) {
    console.info(error);
    const problem = required('long-problem', HTMLElement);
    bindText(problem, 'long.notLoaded');
    problem.hidden = false;
  }
});

/** @param {{ show: () => void, start: (engine: Attention) => void }} section */
function add(section) {
  sections.push(section);
  if (engine) section.start(engine);
  else section.show();
}

/** Shows the head of the page. The button's text is in the language that it leads to. */
function showHead() {
  showPages('workbench', language());
  switcher.lang = language() === 'en' ? 'zh-CN' : 'en';
  bindText(switcher, 'page.otherLanguage');
}
