/**
 * The reference in English: what the types do not say. What has no sentence here has one in its JSDoc; the build ends where there
 * is none, and where a sentence belongs to nothing. Code stands between backticks.
 */

/** @type {import('./texts.js').ReferenceTexts} */
export const texts = {
  title: 'Reference',
  description: 'Every attribute, property and option of the figure and of the engine, and what else to know about using Attention Lab.',
  tagline: 'All that the figure and the engine take and give. Made from the code, so it says what the code does.',
  skip: 'To the contents',
  contents: 'Contents',
  otherLanguage: '中文',
  attribute: 'attribute',
  initially: 'at first',
  readOnly: 'read only',
  optional: 'optional',

  figure: {
    title: 'The figure',
    code: `<script defer src="/attention-figure.iife.js"></script>
<attention-figure tokens="learners learn what learning teaches" temperature="3"></attention-figure>`,
    lead: [
      'One file with the engine inside, no other request, from any static host and from a page opened by double click; `attention-figure.js` is the same as an ES module for bundlers (`import \'attention-lab/figure\'`). Without vectors of yours the words’ spelling is compared. Your own numbers go into attributes, properties or a child `<script type="application/json">`.',
    ],
    more: `<attention-figure view="plane" score="dot" tokens='["we","like","learning"]' query-tokens='["learning"]'
  queries="[0.5, 1.5]" keys="[[2, 1.5], [3, 2.5], [0.5, 1.5]]" controls="score temperature"></attention-figure>
<attention-figure tokens='["yes", "no"]' weights="[0.9, 0.1]" caption="Drawn as supplied"></attention-figure>`,
  },
  attributes: {
    title: 'Attributes and properties',
    lead: [
      'Each attribute has a property, which takes the value itself or what the attribute takes, and reads as the type that stands beside it. React 19 and Vue 3 set properties; React 18 and older set attributes, so hand over texts, `tokens={JSON.stringify(tokens)}`, or set properties and listen by a `ref` (tried with 18.3). `import \'attention-lab/figure\'` brings the types for React’s JSX and Vue’s templates.',
    ],
  },
  words: {
    title: 'How text becomes words',
    lead: [
      'Text is split into the same words by every browser. Blanks bound words, and within one nothing is split: `node.js`, `don\'t`, `GPT-4`, `[CLS]` and `<s>` are one each. At a word’s ends quotation marks, end marks and brackets that it does not match stand for themselves, so `Hello, world!` is four tokens; the full stop of `U.S.` and `e.g.` stays, and so does all of a tokeniser’s piece (`##ing`, `Ġthe`, `▁the`).',
      'A Chinese, Japanese, Thai, Lao, Khmer or Burmese sentence without blanks is split into characters: write `我 喜欢 茶` for three words. Its wide punctuation stands for itself. A token that shows nothing (a space, a line’s end) is drawn as a sign: `␣`, `↵`, `U+200B`.',
    ],
  },
  members: {
    title: 'From scripts',
    lead: ['PNG and SVG are cut to what is drawn, with the caption below. CSV begins with the mark by which spreadsheets know UTF-8, and what they would compute has an apostrophe in front.'],
  },
  events: { title: 'Event', lead: [] },
  hands: {
    title: 'By keyboard, mouse and touch',
    lead: [
      'Enter on a cell opens its derivation; in `bars` the arrows up and down choose the query, in a `plane` Home and End; the menu exports PNG, SVG, CSV, JSON, static HTML and NumPy.',
      'Where scripts are taken out, `builder.html` writes an `<iframe>` line for `figure.html`, complete at 420 pixels from 320 wide on, by mouse and by touch: what finds no room is folded behind buttons (settings, the whole caption, one compared panel at a time). Diagrams of links of more than about eight words scroll there. Where a page leaves the width to the content (a flex row, a table’s cell), a figure is as wide as a picture of 640 pixels that may shrink; beside long text give it a width.',
    ],
  },
  styles: { title: 'Custom properties of CSS', lead: ['The figure’s looks are set on the element.'] },
  parts: { title: 'Parts', lead: ['Each can be styled: `attention-figure::part(caption)`.'] },
  data: {
    title: 'Data in a page',
    lead: [
      'What the figure and `builder.html` write as JSON is safe in a child `<script type="application/json">`, whoever wrote the words (`<` is `\\u003c`); write yours so, too. A child `<script>` of `application/json` or `text/csv`, or a `<pre>`, is read: quotes, references and line breaks that a typographer put in are taken back; what cannot be, and data that were moved out of the figure, are errors, never another figure.',
      'A table of weights (an exported CSV, a spreadsheet’s, with decimal commas too, or numbers between blanks as `numpy.savetxt` writes them, with lines that begin with `# ` above them) holds its words as they are, so it is no text for HTML: open it in `builder.html`, and take the lines from there. Numbers of columns and rows, as pandas writes them, are names; a first line of `0,1` alone could be weights too, and is refused.',
      'Data in attributes arrive whole (the tests send 13 KB in one through markdown-it, marked, remark, Pandoc, kramdown, Python-Markdown and nbconvert); a child element does not, so `builder.html` writes attributes only, with all but letters, digits and blanks in texts as `\\u00XX` and `&#NN;`. Where no element of yours arrives (comments, wikis, GitHub, most sanitizers), write the figure as a block of code, as `builder.html` does under ‘Code block’ and as the figure’s JSON export is, and load the script once by',
    ],
    code: '<script defer src="/attention-figure.iife.js" data-blocks></script>',
    after: [
      'It makes a figure of each block of code whose text begins with `{"attention-figure":1`, a reader’s in a comment too; without the script the block stays. Write addresses in full in Markdown and in `<iframe>` lines, since MyST and R Markdown stop at relative ones, and end no tag with `/>`.',
    ],
  },
  tools: {
    title: 'In a publishing tool',
    lead: ['Put `attention-figure.iife.js` where your tool takes files for the root of the site from; the address `/attention-figure.iife.js` then holds on every page of it, a relative one on one page only. From a page opened by double click it has to be relative, beside the page.'],
    head: ['tool', 'the script goes into', 'switch on, for HTML within Markdown'],
  },
  python: { title: 'From Python', lead: ['These lines print the tag of a figure from NumPy’s arrays.'], tokens: '["I", "like", "tea"]' },

  heads: {
    title: 'The heads of a model',
    lead: [
      'Every layer and head of attention that was computed elsewhere, in one file without the engine: `attention-heads.iife.js` for pages, `import \'attention-lab/heads\'` for bundlers. `attention_lab.py` writes it from Python, into notebooks and pages; `heads.html` opens files and gives the lines for a post.',
    ],
    code: `<script defer src="/attention-heads.iife.js"></script>
<attention-heads src="attention.npz" layer="3" head="5"></attention-heads>
<attention-heads view="links" words><script type="application/json">
  { "tokens": ["I", "like", "tea"], "attentions": [[[[1, 0, 0], [0.5, 0.5, 0], [0.2, 0.3, 0.5]]]] }
</script></attention-heads>`,
    after: [
      'It reads `.npy`, `.npz`, `.safetensors`, JSON and CSV as Python writes them: `[layers, heads, queries, keys]`, with a batch axis in between, one array for each layer, or a single matrix. `encoder_attentions`, `decoder_attentions` and `cross_attentions` are told apart by their names. Tokens stand in the file, or in a `.txt` file that is opened with it.',
      'Where fewer pixels than tokens are there, a pixel is the largest weight of its cells. Weights without the first or without special tokens are divided by what is left. With `words`, weights into a word are added, and weights out of it averaged over its pieces. Attention rollout is the product over layers of half the mean of the heads and half the identity (Abnar and Zuidema, 2020).',
    ],
  },
  headsAttributes: { title: 'Attributes of the heads', lead: ['`state` has them all, as an object. Layers, heads and tokens count from 0, as in Python.'] },
  headsMembers: { title: 'The heads from scripts', lead: [] },
  headsEvents: { title: 'Event of the heads', lead: [] },
  headsParts: { title: 'Parts of the heads', lead: ['`attention-heads::part(caption)`; colours are those of the figure, `--figure-ink` and the others.'] },
  models: {
    title: 'Models',
    lead: [
      '`openModel` runs a transformer from the files that it is kept in: `config.json` with `.safetensors` and a vocabulary, as Hugging Face has them; `.gguf`; or a `.bin` of llama2.c. BERT, RoBERTa, DistilBERT, MPNet, GPT-2, Llama, Mistral, Qwen2, Qwen3, Gemma 3, T5, Marian, ViT, DINOv2, CLIP, ModernBERT and Whisper are known. Nothing leaves the machine. `models.html` does it without code.',
    ],
    code: `import { openModel, ModelError } from 'attention-lab/models';

const model = await openModel('SmolLM-135M');  // a folder in Node.js; Files, Blobs or addresses in a page
const result = model.run({ text: 'The tea is hot' });
result.attention(3, 5);        // the weights of layer 3, head 5: { data, shape: [queries, keys] }
result.queries(3, 5);          // what its scores are products of: keys(3, 5) too, and values(3, 5)
result.logits; result.hidden;  // pooled and classLogits, where the model has them
model.run({ text: 'The tea is hot' }, { without: [[3, 5]] });  // with a head switched off

for await (const { text } of model.generate({ text: 'Once' }, { maxTokens: 20, temperature: 0.8, topP: 0.9, seed: 1 })) console.log(text);`,
    after: [
      '`openModel(files, { precision, signal, onProgress })`: `precision` is `stored`, as the files have the weights, `f32`, or `int8`, with a scale for each row, which changes digits. `run` takes `{ text }`, or `{ ids, tokenTypeIds, attentionMask, decoderIds }`, `{ pixels }` (normalised, `[channels, height, width]`) or `{ features }` (`[bins, frames]`); `attention`, `queries`, `keys` and `values` take a layer, a head and `self`, `encoder` or `cross`. Layers and heads count from 0. `write` gives a text that goes on step by step and back. `close()` gives memory back.',
      'What is not understood in a file, or missing, or left over, is a `ModelError` with its `argument`: nothing is guessed.',
    ],
  },
  engine: {
    title: 'The engine',
    lead: ['It runs in Node.js, in a page, in a worker, and under `script-src \'self\' \'wasm-unsafe-eval\'`.'],
    code: `import { loadAttention, AttentionError } from 'attention-lab';

const attention = await loadAttention();
const key = [[0.4, 0.5, 0.6], [0.7, 0.8, 0.9], [0.1, 0.2, 0.3]];

const { output, weights } = attention.attend(
  { query: [0.1, 0.2, 0.3], key, value: key },
  { score: 'dot', weights: true },
);
// weights.data: 0.330, 0.395, 0.275    output.data: 0.436, 0.536, 0.636

const trace = attention.explain({ query: [0.1, 0.2, 0.3], key, value: key }, { score: 'dot', row: {} });
// trace.scores.data: 0.32, 0.5, 0.14   trace.row.products.data: 0.04, 0.1, 0.18, 0.07, ...

const long = await attention.attendAsync(inputs, { causal: true }, { workers: 4, signal, onProgress });
// the same digits by a pool of workers, which needs no special headers; where none may start, the page computes in slices

try { attention.attend({ query: [1, 2], key, value: key }); }
catch (error) { error instanceof AttentionError; } // key: expected [3,2], got [3,3]`,
  },
  tensors: {
    title: 'Tensors',
    lead: ['B is the batch, H the query heads, G the key-value heads, Tq queries, Tk keys (the past included), D the size of a query’s head, Dk of a key’s, Dv of a value’s. Tensors are nested arrays, or `{ data, shape }` with any typed array: `[B,H,T,D]`, packed heads `[B,T,H*D]`, `[T,D]`, or one query `[D]`. What could be read in two ways is refused until it is told:'],
    items: [
      'A `Uint16Array` needs a `dtype`, `\'float16\'`, `\'bfloat16\'` or `\'uint16\'`, since onnxruntime-web holds halves in one where there is no `Float16Array`. A typed array of another kind says by itself what it holds.',
      'A mask of `true` and `false`, a `Uint8Array` of 1 and 0, or any array with `dtype: \'bool\'` hides what is not 1; a float array is added to the scores, `-Infinity` hides. Ones and zeros as plain numbers or in other integers are an error that names both readings: `dtype: \'bool\'`, or `\'float32\'` to be added. Booleans other than 1 and 0 are errors, too.',
      'A tensor has no names but `data`, `shape` and `dtype`: one with strides or an offset has to be made dense first.',
      'Numbers beyond what holds them are errors with their place: no half above 65504 where `precision` is `\'f16\'`, no float32 beyond 3.4e38, also among `scores` that `attend` returns (`explain` holds them at that end, and lists them in `clamped`).',
    ],
    after: ['Inputs and options are plain objects, read by their own names; arrays and tensors may come from another realm. Script and module have to be of one build: others are refused as `unavailable`.'],
  },
  load: { title: 'loadAttention(options)', lead: [] },
  inputs: { title: 'Inputs', lead: [] },
  params: { title: 'inputs.params', lead: [] },
  options: { title: 'Options of every call', lead: ['First the scale, then softcap, bias, masks, normaliser, local focus.'] },
  attend: { title: 'Options of attend and attendAsync', lead: [] },
  explain: { title: 'Option of explain', lead: [] },
  iterate: { title: 'Options of iterate', lead: [] },
  async: { title: 'Settings of attendAsync', lead: [] },
  session: { title: 'Options of session', lead: [] },
  localFocus: { title: 'localFocus', lead: [] },
  alibi: { title: 'alibi', lead: [] },
  calls: { title: 'Calls', lead: [] },
  sessionCalls: { title: 'A session', lead: ['One that is dropped without `delete()` is given back when the platform notices.'] },
  attended: { title: 'What attend returns', lead: [] },
  trace: { title: 'What explain returns', lead: [] },
  iteration: { title: 'What iterate returns', lead: [] },
  errors: { title: 'Errors', lead: ['An `AttentionError` has a `code`, the `argument`, and a message with what was expected and what came.'] },
  command: {
    title: 'Command line',
    code: 'npx attention-lab run input.json --score cosine --explain --format table',
    lead: ['It reads JSON as Python’s `json` writes it (`NaN` and `-Infinity` bare), in UTF-8 or as PowerShell’s `>` writes it (UTF-16 with a byte order mark), and tensors as nested lists or as `{"data": [...], "shape": [...], "dtype": "float32"}` with a flat list, where `dtype`, by its NumPy name, may be left out. The rule for masks is the same.'],
  },
  cpp: { title: 'In C++', lead: ['`find_package(attn)`, link `attn::attn`, and `#include <attn/attend.h>`: the same words on xtensor arrays.'] },
  bundlers: {
    title: 'Bundlers and runtimes',
    lead: ['`import { loadAttention } from \'attention-lab\'` needs no settings. `npm run test:package` installs each of these, packs the package into it, builds, runs, and compares the digits of two workers with those of one thread:'],
    head: ['tool', 'module and workers'],
    rows: [
      ['Vite 7 and 8, webpack 5, Rspack, Parcel 2, Next.js 16 (Turbopack and webpack)', 'files beside the script, which the tool takes along (Vite 7’s development server loses them: as Rollup)'],
      ['Rollup into a folder, esbuild, Bun’s bundler', 'these leave files behind: after one request that finds nothing, module and workers come out of scripts in the bundle'],
      ['Node.js 18 to 26, Deno, Bun', 'the package’s own files; Deno without permissions: out of scripts'],
      ['workerd (Wrangler, miniflare)', 'the module by an import, as bytes may not be compiled there; there are no workers, so `attendAsync` computes in the calling thread'],
      ['rendering on a server', 'every entry, the figure’s too, can be imported where there is no DOM'],
    ],
    after: [
      '`attention-lab/inline` is the same with module and worker inside (43 KB gzipped), for what must be one file: Rollup with `output.file`, which refuses the other entry’s split, and plain scripts. It asks for nothing, and its workers need `worker-src blob:` in a policy; where none may start, the page computes in slices.',
      'Files elsewhere: `loadAttention({ wasm, worker })`, with the address of `attention-lab/attention-lab.wasm` and a function that starts a worker whose script imports `attention-lab/worker`. Scripts in the package have lines, names and source maps; make them small as your other code. There are two builds of the module, of which one is loaded (`simd` of `loadAttention`); `attention-lab/inline`, workerd and what is left behind have the base build. The types need no DOM and hold from TypeScript 5.4 on.',
    ],
  },

  site: { title: 'The site', lead: [] },
  lesson: {
    title: 'The lesson',
    lead: [
      '`index.html` and `zh.html`, written by hand in each language, grew from an article on attention: its example made live, its systems running, its mistakes put right with their sources. It compares vectors, takes a softmax, mixes values, and goes on to masks, heads and order; each stop asks for a prediction first. Then come exhibits with real signals, all computed in the page. What a reader does stands in the link, so a link shows what its sender saw.',
      'Each drawing has an ‘Embed’ button that copies an `<iframe>` line with its present state (`index.html?only=sound#...` shows that section by itself and tells the page around it its height, as `figure.html` does). For teachers: `#answers=hidden` keeps answers back, `#projector` is large, and the worksheet prints with and without answers. Nothing leaves the page (its policy forbids it), and after the first visit it works without a network.',
    ],
  },
  workbench: {
    title: 'The workbench',
    lead: [
      '`workbench.html` computes one small example step by step, a sentence, and a long sequence, all to be changed. It begins with softmax; ‘As in the article’ makes the weights as the article does and compares what it printed. The address holds what was changed, and a link that is followed in the page can be undone: `workbench.html#v=1&query=1,2,3&normalizer=sparsemax` with `words`, `query`, `keys`, `values`, `score`, `normalizer`, `temperature`, `scale` and the score functions’ parameters `general-w`, `concat-u`, `concat-w`, `concat-v`, `additive-u`, `additive-w`, `additive-b`, `additive-v`, `location-w`; `sentence`, `ignore-itself`, `sentence-score`, `sentence-normalizer`, `sentence-temperature`, `sentence-scale`, `sentence-word`; `long-length`, `long-sight`, `long-heads`, `long-row`, `long-head`.',
      'Vectors are written as in the links of figures, what is left out is as in the beginning, and what chats and mails do to a link is undone where that is certain. The example is saved as JSON, which `npx attention-lab run attention-example.json` computes again, and as CSV; the sentence’s map as CSV; both go on as a figure in the builder.',
    ],
  },
  hosting: {
    title: 'Hosting',
    lead: ['Any static host will do, under any path and without headers of its own: every page brings its policy. Where headers can be set, these are the ones that `npm start` sends (`#` stands for a hash; `dist/_headers` says the same to Netlify and Cloudflare Pages):'],
    after: ['Pages, the service worker and all files without a hash in their names have to be asked for anew each time; a stale one beside new ones is a broken page. Leave the `lesson-#.js` of the last build where they are for some days: pages that are still open load them when a section comes near. Leave every `attention-figure-#.iife.js` for good, since posts name them. There is no `frame-ancestors`: figures and sections are made for other people’s pages.'],
  },

  numbers: {
    title: 'Numbers',
    lead: [],
    items: [
      'The engine is within 2e-6 * max(1, sum of |weights|) of float64 for inputs in -1..1. That is tested against an independent float64 computation over random shapes, ranks, masks, scores and normalisers, and against the 87 vectors of the ONNX operator Attention (`node tests/conformance/run.js DIR`).',
      'On every page, attention numbers are the engine’s. Three decimals; `<0.001` below that; `=` only where the digits as printed make it true, else `≈`.',
      'Typed text is compared by spelling, not meaning: its vectors are hashed character n-grams and need no download.',
    ],
  },
  speed: {
    title: 'Speed',
    lead: ['`npm run bench` measures this engine and its peers in one process, interleaved, after it has checked that all agree with float64; it writes the table, a chart and the limits of the machine to `build/bench` (`-- --quick` in a few minutes, `-- --newer` in a newer Node.js, `-- --browser` in Chromium). Processor time of one thread, H=8, D=64, medians; the ratio says how many times as long onnxruntime-web 1.30 (Attention-23) took, and in brackets least and most of the rounds. 2026-12-01, two cores of an AMD EPYC (family 25). Its multiplications and additions have pipes of their own, so that the relaxed build gains less here than elsewhere.'],
    head: ['', 'Node.js 20, base', 'Node.js 26, base', 'Node.js 26, relaxed', 'Chromium 156, relaxed'],
    rows: [
      ['dense, T=512', '15.6 ms, 1.55x (1.53 to 1.65)', '14.4 ms, 1.70x (1.17 to 1.77)', '12.5 ms, 2.04x (1.88 to 2.07)', '13.2 ms, 1.89x (1.48 to 2.10)'],
      ['dense, T=1024', '57.8 ms, 1.65x (1.61 to 1.67)', '54.5 ms, 1.75x (1.72 to 1.75)', '46.1 ms, 2.13x (1.74 to 2.16)', '47.4 ms, 2.01x (2.00 to 2.04)'],
      ['dense, T=2048', '224 ms, 1.76x (1.76 to 1.77)', '212 ms, 1.80x (1.79 to 1.80)', '177 ms, 2.20x (2.19 to 2.23)', '182 ms, 2.14x (2.05 to 2.15)'],
      ['causal, T=2048', '115 ms, 3.43x (3.43 to 3.52)', '110 ms, 3.68x', '93.3 ms, 4.47x (4.42 to 4.47)', '96.3 ms, 4.21x (4.20 to 4.25)'],
      ['decoding, Tk=4096 (it copies its cache in at each call)', '0.682 ms, 4.07x (3.61 to 4.46)', '', '0.601 ms, 4.27x (1.76 to 4.72)', '0.680 ms, 4.11x'],
      ['the article’s 1 x 3 x 3', '1.59 µs, 15x', '', '0.906 µs, 24x', '0.919 µs, 52x'],
    ],
    after: ['TensorFlow.js 4.22 (WebAssembly) took 16 to 29 times as long for the dense calls, 40 for the causal one. From Tq Tk D = 2^30 on onnxruntime-web refuses. The first call of a process took 1.10 to 1.12 times as long as a later one (T=2048); it was 3.9 times before a tile was a function that V8 can replace. Behind Node.js 26’s flag `--experimental-wasm-revectorize`, T=1024 took 41.4 ms in the base build and 34.8 in the relaxed one, where onnxruntime-web took 63.2. Two workers took T=2048 1.45 to 1.79 times as fast as one. At T=65536 the engine works in 0.5 MB beside inputs and output. A session’s cache as halves took 1.12 times the time of floats for Tk=4096, as int8 0.88 to 1.03, where all three stay in the processor’s third-level cache; at D=128, where floats do not, 0.4 and 0.3. It takes half and a quarter of the memory; halves err by 2e-5, int8 by 3e-4.'],
  },
  support: {
    title: 'Supported',
    lead: [
      'Current Chromium, Firefox and Safari; Node.js 18 and newer; GCC 12+, Clang 14+; Emscripten 3.1.6 (Debian 12) and newer. WebAssembly SIMD is required: without it `loadAttention` rejects with the code `unavailable`.',
      'MIT licence; whose work is in the built files besides, and under which terms, is in `licenses.txt` beside this page.',
    ],
  },

  entries: {
    attributes: {
      view: '`bars`, `heatmap`, `links`, or `plane` for two dimensions: drag the arrows. Without it `bars` for one query, `heatmap` for more.',
      shows: '`weights`, or `scores` as they go into the normaliser, around 0, in `heatmap` and `bars`.',
      tokens: 'Words with blanks between, or a JSON array; one for each key; at most 2048, or 512 without vectors. Pieces of a tokeniser (GPT-2, SentencePiece, CLIP) are shown as the characters they stand for, `␣` for a blank; the data keep their spelling.',
      queryTokens: 'As `tokens`, one for each query, where they differ from the keys’.',
      queries: 'JSON of rank 1, 2, 3 with the heads first, or 4 with one batch, `.9` and `1.` included; or `{ data, shape }` as the engine returns it; at most 16 heads, 256 components, 2048 × 2048 weights.',
      keys: 'In the same forms as `queries`.',
      values: 'In the same forms; the keys unless given.',
      weights: 'Finished weights in place of vectors, in the same forms, labelled as supplied; hidden where `causal`, `window` or `mask` hides them.',
      score: 'As for `attend`.',
      normalizer: 'As for `attend`; `entmax` has no place here, as a figure has no `alpha`.',
      temperature: 'Above 0; as for `attend`.',
      scale: 'As for `attend`.',
      softcap: 'Above 0: scores become `c tanh(s / c)`, after the scale; exports and readout show these.',
      localFocus: 'Luong’s Gaussian over each row, not normalised again: centre and width in keys, as `"monotonic 2"`, `"predictive 2"`, `"[0.5, 2, 3] 1"` (one centre for each query, from 0; the predictive one is Tk / (1 + exp(−Σ tanh q))), or JSON `{"center": …, "sigma": …}`.',
      sinks: 'A number for each head: a logit that takes its share of every row of softmax, sparsemax, entmax15 and hardmax and has no value.',
      causal: 'Alone, a query sees the keys up to its own place; as `"bottom-right"` the last query stands at the last key, and windows count from there too.',
      window: 'Keys to the left and right of a query’s place, as `"1 0"`; `-1` is no limit.',
      mask: 'JSON or `{ data, shape }`, a row for each query and a number for each key: `1` attends, `0` does not.',
      compare: 'Two to four score functions or normalisers, or `heads`: small multiples, and what each differs by from the first.',
      head: 'The chosen head, from 0.',
      cell: 'The chosen query, or query and key, as `"1"` or `"1 2"`, from 0.',
      domain: 'The range of colours and bars, as `"0 1"`.',
      caption: 'The words below.',
      label: 'The name for screen readers.',
      controls: 'Any of `score normalizer temperature scale causal window mask head`.',
      theme: '`light` or `dark`; the system’s without it.',
      linkBase: 'The address of a `figure.html` for ‘copy link’.',
      lang: 'The figure’s language; without it the nearest ancestor’s.',
      dir: 'Which way the words run; without it the nearest ancestor’s.',
    },
    members: {
      state: 'All of the figure as JSON; set, it is an edit that can be undone. While attributes or properties are no figure, it is the last one that was, and throws what is wrong where there was none; `link` likewise.',
      ready: 'A promise: it is drawn. To ask for it starts the figure at once.',
      link: 'A promise of its address, of `link-base` or from `#` on, which opens too after what chats and mails do to it where that can be undone with certainty.',
      exportPNG: 'Two pixels for one. Where a browser changes the pictures that pages make, it is refused with an error that says so.',
      exportSVG: 'The picture as shapes and text.',
      exportCSV: 'With the words as they are: a file for spreadsheets, no text to paste into HTML.',
      exportJSON: 'The figure as data, safe as the text of a script element in HTML.',
      exportHTML: 'A page without scripts.',
      exportNumPy: 'A program in Python that reproduces the numbers.',
      undo: 'One edit back.',
      redo: 'One edit forward.',
      reset: 'Back to the author’s figure.',
      save: 'Exports and saves: `save(\'png\')`.',
    },
    events: { 'attention-change': 'The figure has changed and is drawn. `detail.state` is a copy of its state, `detail.results` its numbers. It bubbles, out of shadow roots too.' },
    styles: {
      '--figure-font': 'The font of all its text.',
      '--figure-ink': 'Text and lines.',
      '--figure-muted': 'Text of less weight.',
      '--figure-rule': 'Thin lines and the border.',
      '--figure-paper': 'The ground.',
      '--figure-bar': 'Bars above 0.',
      '--figure-negative': 'Bars below 0.',
      '--figure-accent': 'What is chosen and focused.',
      '--figure-ramp-negative': 'The heatmap’s end below 0.',
      '--figure-ramp-zero': 'The heatmap’s 0.',
      '--figure-ramp-positive': 'The heatmap’s end above 0.',
      '--figure-panels': '`row` keeps compared panels side by side, `2` shows the second alone, and a number after it (`row 120`) is the most pixels that a plot takes in height.',
    },
    parts: {
      figure: 'All of it.',
      controls: 'What the reader may set.',
      canvas: 'The picture.',
      line: 'The row of readout and menu.',
      readout: 'The line that says what is chosen.',
      menu: 'The menu and its button.',
      'menu-list': 'The menu where it is open.',
      vector: 'The fields of an arrow’s numbers.',
      note: 'The sentence under a figure whose vectors are made from spelling.',
      steps: 'The buttons for fingers.',
      derive: 'The button that opens the derivation.',
      derivation: 'The derivation of a chosen cell.',
      table: 'The numbers as tables, for screen readers.',
      caption: 'The words below.',
      computing: 'How far a long computation is, and its cancel button.',
      problem: 'What is wrong with the input.',
    },
    headsAttributes: {
      src: 'The address of a file with the attention.',
      caption: 'Stands below.',
      label: 'The name of the figure for screen readers.',
      lang: '`en` or `zh`; the page’s unless given.',
      theme: '`light` or `dark`; the system’s unless given.',
      set: 'Which attention the chosen head is of, by its number, where a file has several: encoder, decoder, cross.',
      grids: 'Whose heads are shown small: of `all` attentions side by side, of the chosen `one`, or, as it is without this, of all where there are at most 4.',
      view: '`grid`: all heads; `head`: one as a heat map beside them; `links`: lines from queries to keys, for several heads too; `token`: where one query looks in every head.',
      layer: 'The layer of the chosen head.',
      head: 'The chosen head.',
      others: 'Heads over the chosen one in `links`, each as layer.head: `0.3 2.11`; at most 7.',
      query: 'The token whose row is followed.',
      batch: 'Which batch.',
      panel: 'The matrix that is shown large: the chosen `head`, the `mean` or the `largest` of the heads of its layer, or `rollout` up to it.',
      withoutFirst: 'The first token is left out.',
      withoutSpecials: 'Special tokens, such as `[CLS]` and `<s>`, are left out.',
      range: 'One range of colours for `all` heads that are shown, for each attention (`set`), or for `each` head its own.',
      log: 'Colours are logarithmic, down to a thousandth of the largest weight.',
      words: 'Pieces of tokenisers are joined to words.',
      measure: 'Heads are listed by it: `entropy`, `distance`, `first`, `previous`, `same`, `next`, `separators` or `specials`; the list says how each is defined.',
    },
    headsMembers: {
      open: 'Opens files that Python wrote; `axes` says by name how arrays are read. Resolves to what can be read in another way, too. If it rejects, what was open stays open.',
      data: 'The attention as an object, in place of child and `src`: `{ tokens, attentions }` with arrays, or the document that `document()` and Python write.',
      state: 'What is looked at, as plain JSON: a copy. Set, in part or as a whole, it is looked at.',
      link: 'What is looked at, as text for the query or the fragment of an address; set, it is looked at.',
      export: '`png`, `svg`: what is shown large; `csv`, `npy`: its matrix; `json`: all that is open.',
      matrix: 'The chosen matrix as it is shown, a row for each query: of words where pieces are joined, without what is hidden.',
    },
    headsEvents: { 'heads-change': 'The reader looks at something else; `detail.state` says at what. It bubbles, out of shadow roots too.' },
    headsParts: {
      controls: 'The fields above.', grid: 'The grid of heads.', canvas: 'The map, or the strip of one token.', links: 'The diagram of links.', readout: 'The line that says what is pointed at.',
      menu: 'The button of the menu.', found: 'The list of heads by a measure.', note: 'What is to be known of the numbers.', table: 'The table.', caption: 'The caption.', problem: 'What is wrong with the input.',
      computing: 'How far a long computation is.', line: 'Readout and menu.', figure: 'All of it.',
    },
    load: {
      wasm: 'The address of `attention-lab.wasm`, its bytes, or the compiled module.',
      worker: 'Starts a worker that imports `attention-lab/worker`.',
      simd: 'Which build of the module must run: `base`, with the same digits on every machine, or `relaxed`, with fused multiply-adds: faster, with digits that may differ from machine to machine within the same bounds. Without it `relaxed` where the platform has relaxed SIMD (Chromium, Firefox, Node.js 24 and newer), and else `base`. The engine’s `simd` says which one runs.',
    },
    inputs: {
      query: '[B,H,Tq,D]; packed heads [B,Tq,H*D]; one head [Tq,D]; one query [D].',
      key: '[B,G,Tk,Dk]; [B,Tk,G*Dk]; [Tk,Dk].',
      value: '[B,G,Tk,Dv]; [B,Tk,G*Dv]; [Tk,Dv].',
      mask: 'It broadcasts to [B,H,Tq,Tk]; true attends, numbers are added.',
      pastKey: 'Before the keys: [B,G,P,Dk].',
      pastValue: 'Before the values: [B,G,P,Dv].',
      params: 'What the projected scores and the predictive focus need: see below.',
    },
    params: {
      weight: 'Of `general` [D,Dk], `concat` [A,D+Dk], `location` [Tk,D].',
      vector: 'Of `concat` and `additive` [A].',
      queryWeight: 'Of `additive` [A,D].',
      keyWeight: 'Of `additive` [A,Dk].',
      bias: 'Of `additive` [A]. 0 unless given.',
      focusWeight: 'Of the predictive focus [A,D].',
      focusVector: 'Of the predictive focus [A].',
    },
    options: {
      score: 'How a query is compared with a key. `scaled-dot` unless given.',
      normalizer: 'How scores become weights. `softmax` unless given, `sum` for the score `linear`. `article` and `article-code` are the two of the article that started this, as its text prints it and as its code computes.',
      alpha: 'Above 1, of the normaliser `entmax`, which has to have one: near 1 almost softmax, 1.5 is entmax15, 2 is sparsemax.',
      temperature: 'Above 0; divides the scores. 1 unless given.',
      scale: 'Multiplies the scores. 1 unless given, for `scaled-dot` 1/sqrt(D).',
      softcap: 'c above 0: scores become c tanh(s/c).',
      causal: 'A query at place i sees key j where j <= i + offset; the offset is the length of the past. With `\'bottom-right\'` it is Tk - Tq, whatever the past, so that the last query stands at the last key. The offset moves the window and ALiBi, too.',
      window: 'Keys to the left and right of a query’s place, i + offset. -1 or absent is no limit.',
      keyLengths: 'For each batch, 0 to Tk: keys from there on are masked.',
      documents: 'Lengths of packed sequences that lie one behind the other, 0 or more each and Tk in all: no key of another one is seen, without a mask of Tq × Tk. Beside every other mask.',
      alibi: 'One slope for each head, or how slopes and distances come about: see below.',
      sinks: 'A logit for each head [H] that takes part in the normaliser and has no value: it joins a row’s scores after scale, softcap, bias and masks, and the temperature divides it too. For softmax, sparsemax, entmax15, entmax and hardmax. A row without keys has weights and output of 0.',
      localFocus: 'Luong’s Gaussian over each row of weights, not normalised again: see below.',
      precision: 'How keys and values are held: as float32, as halves, or as int8 with a scale for each row. `f32` unless given.',
      numHeads: 'Query heads of packed tensors. 1 unless given.',
      numKvHeads: 'Key-value heads of packed tensors. As `numHeads` unless given.',
    },
    attend: {
      weights: 'Return the weights.',
      logSumExp: 'Of a softmax: return the logarithm of each row’s sum.',
      present: 'Return keys and values with the past in front.',
      scores: 'Return the scores at this stage.',
    },
    explain: { row: 'The row to show term by term. What is left out is 0.' },
    iterate: { steps: 'At most so many. 100 unless given.', tolerance: 'At rest when no component moves by more. 1e-6 unless given.' },
    async: {
      workers: 'At most so many, from 0 to 64; 0 is the calling thread, which is given back between parts of the call. Unless given as many as the processor has cores, but no more than 8.',
      signal: 'An AbortSignal, which ends the call.',
      onProgress: 'Is told how much is done, up to 1.',
    },
    session: {
      batch: 'B. 1 unless given.', numHeads: 'H. As `numKvHeads` unless given.', numKvHeads: 'G. As `numHeads` unless given.',
      headSize: 'D.', valueSize: 'Dv. As `headSize` unless given.',
      capacity: 'How many keys there is room for.', precision: 'How keys and values are held. `f32` unless given.',
    },
    localFocus: {
      center: 'One place p for each query [Tq]; `monotonic` is p = i; `predictive` is p = Tk sigmoid(focusVector^T tanh(focusWeight q)).',
      sigma: 'The width, above 0, in keys.',
    },
    alibi: {
      slopes: '[H]. Unless given those of the paper’s code, made from the number of heads.',
      distance: '`past` is j - (i + offset), and favours the farthest later key where nothing hides later keys; `both` is -|j - (i + offset)|. `past` unless given.',
    },
    calls: {
      attendAsync: 'As `attend`, by workers: the same digits and errors, while the calling thread stays free. The inputs are copied before it returns. Where no worker can be started, the calling thread computes, and is given back every few milliseconds. Calls of less than two milliseconds are computed at once. A worker that dies is the error `worker`, and is replaced.',
    },
    sessionCalls: { append: 'Adds keys and values: [B,G,T,D] and [B,G,T,Dv]; packed [B,T,G*D]; [T,D] for one head.' },
    attended: {
      output: 'Of the query’s rank, with Dv in place of D.',
      weights: '[B,H,Tq,Tk]; [Tq,Tk]; [Tk].',
      scores: 'As the weights, at the wanted stage.',
      logSumExp: '[B,H,Tq]; [Tq]; []: the natural logarithm of the sum of exp(s / t) over the row’s biased scores s and its sink, t the temperature; -Infinity where it has neither.',
      presentKey: '[B,G,P+T,Dk]; [P+T,Dk].',
      presentValue: '[B,G,P+T,Dv]; [P+T,Dv].',
    },
    trace: {
      scores: 'The scores s(i,j), before the scale.',
      scaled: 'The scores times the scale.',
      capped: 'After softcap.',
      withBias: 'With ALiBi and a numeric mask added.',
      biased: 'With every mask, as -Infinity.',
      rowMax: '[B,H,Tq]; [Tq]; []: the largest unmasked score, or the sink if it is larger; -Infinity where there is none.',
      exponentials: 'What stands above the line in each weight: for softmax exp((s - max) / t).',
      rowSum: '[B,H,Tq]; [Tq]; []: the sum of the row’s exponentials, and of its sink’s, which has no column: for softmax exp((sink - rowMax) / t). The sink’s weight is what the weights lack of 1.',
      weights: 'After the normaliser.',
      output: 'The weights times the values.',
      clamped: 'The stages, of the row too, with a number beyond float32: it is held at the largest float32 there, 3.4028235e38, and what follows is computed from the number itself.',
      row: 'The terms of each score [Tk,terms], whose sum is the score, and the weighted values [Tk,Dv] of one row.',
    },
    iteration: {
      states: 'The query, and the state after each step.',
      steps: 'How many were taken.',
      converged: 'Whether the last step moved nothing by more than the tolerance.',
    },
    errors: {
      missing: 'A required input is absent.',
      type: 'A JavaScript value of another type, such as text in place of a number.',
      shape: 'Ragged arrays, or shapes that do not fit together.',
      size: 'A length of zero, or more than can be counted or traced.',
      value: 'A number that may not be in a tensor, such as NaN.',
      option: 'An unknown name, or options that exclude each other.',
      range: 'A number out of its range.',
      'undefined-row': 'A row that the normaliser gives no weights, or whose numbers are no float32s.',
      memory: 'A call that memory cannot hold.',
      unavailable: 'The engine cannot run here, or it stopped.',
      aborted: 'The caller’s signal ended the call.',
      worker: 'A worker died.',
    },
  },
};
