/** What the reader opens: chosen, dropped or pasted files, a folder, or the example. */

import { element, required } from '../../base/dom.js';
import { droppedFiles, folderFiles } from './dropped-files.js';
import { exampleFiles } from './example/example-model.js';
import { Work } from './progress.js';
import { complain, counted, isAbort, settle, sizeText, text } from './texts.js';

/**
 * @import { AttentionKind } from '../../models/api/model.js'
 * @import { ModelClient } from './client.js'
 * @import { OpenFacts } from './worker/messages.js'
 * @import { TextKey } from './texts.js'
 */

/** Where small models of each kind are on Hugging Face. @type {[name: string, key: TextKey, size: string][]} */
const smallModels = [
  ['openai-community/gpt2', 'small.gpt2', '548 MB'],
  ['HuggingFaceTB/SmolLM2-135M', 'small.smollm', '269 MB'],
  ['Qwen/Qwen3-0.6B', 'small.qwen', '1.5 GB'],
  ['distilbert/distilbert-base-uncased', 'small.distilbert', '268 MB'],
  ['sentence-transformers/all-MiniLM-L6-v2', 'small.minilm', '91 MB'],
  ['Helsinki-NLP/opus-mt-en-zh', 'small.marian', '310 MB'],
  ['facebook/dinov2-small', 'small.vit', '88 MB'],
];

/** The Universal Sentence Encoder lite, which lies beside this page and is fetched when it is asked for. */
const encoderName = 'Universal Sentence Encoder lite';
const encoderFiles = ['config.json', 'tokenizer.json', 'model.safetensors'];

/** @type {Record<AttentionKind, TextKey>} */
const factKeys = { self: 'fact.self', encoder: 'fact.encoder', cross: 'fact.cross', text: 'fact.text', vision: 'fact.vision' };

export class Opening {
  #client;
  #opened;
  #takePicture;
  #work = new Work('reading');
  /** What is open. @type {{ facts: OpenFacts, name: string, isExample: boolean } | null} */
  #open = null;

  /**
   * @param {ModelClient} client
   * @param {(facts: OpenFacts, isExample: boolean) => void} opened
   * @param {(picture: File) => void} takePicture one alone is no model: it belongs to the input of the one that is open
   */
  constructor(client, opened, takePicture) {
    this.#client = client;
    this.#opened = opened;
    this.#takePicture = takePicture;
    this.#watchField('files', (files) => [...files]);
    this.#watchField('folder', folderFiles);
    required('example', HTMLButtonElement).addEventListener('click', () => void this.open(exampleFiles(), true));
    required('encoder', HTMLButtonElement).addEventListener('click', () => {
      void this.open(encoderFiles.map((name) => new URL(`./models/universal-sentence-encoder-lite/${name}`, document.baseURI).href));
    });
    this.#takeDropped();
    addEventListener('paste', (event) => this.#takePasted(event));
  }

  /** @param {string} id @param {(files: FileList) => File[]} chosen */
  #watchField(id, chosen) {
    const field = required(id, HTMLInputElement);
    field.addEventListener('change', () => {
      const files = chosen(/** @type {FileList} */ (field.files));
      field.value = ''; // The same file can be chosen again.
      void this.open(files);
    });
  }

  /** @param {File[] | string[]} files or their addresses @param {boolean} [isExample] */
  async open(files, isExample = false) {
    if (files.length === 0) return;
    settle('open-problem');
    const precision = /** @type {'stored' | 'int8'} */ (required('precision', HTMLSelectElement).value);
    try {
      const facts = await this.#work.run(text('open.starting'), (signal, tell) => this.#client.ask('open', { files, precision }, {
        signal,
        onEvent: ({ read, total }) => tell(read / total, text('open.reading', { read: sizeText(read), total: sizeText(total) })),
      }));
      this.#open = { facts, name: nameOf(files), isExample };
      this.tell();
      this.#opened(facts, isExample);
    } catch (error) {
      const stays = this.#open ? text('open.stays') : '';
      if (isAbort(error)) required('open-problem', HTMLElement).textContent = `${text('open.cancelled')} ${stays}`.trim();
      else complain('open-problem', 'open.failed', error, stays);
    }
  }

  /** Says what is open, and where others are. */
  tell() {
    required('small-models', HTMLElement).replaceChildren(...smallModels.map(([name, key, size]) => element('li', {}, element('b', {}, name), ` · ${text(key)} · ${size}`)));
    if (!this.#open) return;
    const { facts, name, isExample } = this.#open;
    const opened = text('open.opened', { name: isExample ? text('open.exampleName') : name });
    required('opened', HTMLElement).textContent = isExample ? `${opened} ${text('open.exampleNote')}` : opened;
    required('facts', HTMLElement).replaceChildren(...factLines(facts).map(([key, value]) => element('div', {}, element('dt', {}, text(key)), element('dd', {}, value))));
  }

  #takeDropped() {
    const root = document.documentElement;
    const holdsFiles = (/** @type {DragEvent} */ { dataTransfer }) => dataTransfer?.types.includes('Files');
    addEventListener('dragover', (event) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      root.classList.add('dropping');
    });
    addEventListener('dragleave', (event) => event.relatedTarget === null && root.classList.remove('dropping'));
    addEventListener('drop', (event) => {
      if (!event.dataTransfer || !holdsFiles(event)) return;
      event.preventDefault();
      root.classList.remove('dropping');
      void this.#openDropped(event.dataTransfer);
    });
  }

  /** @param {DataTransfer} transfer */
  async #openDropped(transfer) {
    try {
      const files = await droppedFiles(transfer);
      if (files.length === 1 && files[0].type.startsWith('image/')) this.#takePicture(files[0]);
      else await this.open(files);
    } catch (error) {
      complain('open-problem', 'open.failed', error);
    }
  }

  /** @param {ClipboardEvent} event */
  #takePasted({ clipboardData }) {
    if (clipboardData && clipboardData.files.length > 0) void this.#openDropped(clipboardData);
  }
}

/** @param {File[] | string[]} files @returns {files is File[]} */
const isFiles = (files) => typeof files[0] !== 'string';

/** Of many files, that of the weights. @param {File[] | string[]} files */
function nameOf(files) {
  if (!isFiles(files)) return encoderName;
  const [{ webkitRelativePath }] = files;
  if (webkitRelativePath) return webkitRelativePath.split('/')[0];
  const weights = files.find(({ name }) => /\.(safetensors|gguf|bin)$/.test(name)) ?? files[0];
  return weights.name;
}

/** @param {OpenFacts} facts @returns {[TextKey, string][]} */
function factLines({ family, architecture, format, parameters, memoryBytes, attentions, positions, takesTokens, hasVocabulary }) {
  /** @type {[TextKey, string][]} */
  const lines = [
    ['fact.family', family],
    ['fact.architecture', architecture],
    ['fact.format', format],
    ['fact.parameters', counted(parameters)],
    ['fact.memory', sizeText(memoryBytes)],
    ...attentions.map(({ kind, layers, heads, headSize }) => /** @type {[TextKey, string]} */ ([factKeys[kind], text('fact.heads', { layers, heads, size: headSize })])),
  ];
  if (!takesTokens) return lines;
  lines.push(['fact.positions', Number.isFinite(positions) ? text('fact.tokens', { count: counted(positions) }) : text('fact.unlimited')]);
  lines.push(['fact.vocabulary', text(hasVocabulary ? 'fact.hasVocabulary' : 'fact.noVocabulary')]);
  return lines;
}
