/** Brings the section alive: two arrows to drag, and three scores that follow. */

import { formatNumber, fieldText } from '../../../base/number-format.js';
import { markup, markupNode } from '../../../base/markup.js';
import { filled } from '../../../base/filled.js';
import { pointOf } from '../../../draw/plane-plot.js';
import { live as en } from '../../../locales/lesson/compare-en.js';
import { live as zh } from '../../../locales/lesson/compare-zh.js';
import { aloneAddress, checked, linkVectors, part, readParts, slider, toTenth } from '../drawing/controls.js';
import { frameIn, vectorIn } from '../drawing/ground.js';
import { Picture } from '../drawing/picture.js';
import { startPredict } from '../predict/predict.js';
import { SectionState } from '../section-state.js';
import { lineOf } from './lines.js';
import { compareScene, farthest, keyOf, scores, start as authors, stretches } from './scene.js';

/**
 * @import { Attention } from '../../../engine/index.js'
 * @import { Lesson } from '../section.js'
 * @import { CompareState, Score, Vector } from './scene.js'
 */

/** A dragged key that is within so many pixels of its ray stays on it. */
const snap = 12;

/** @param {HTMLElement} root @param {Lesson} lesson */
export async function start(root, lesson) {
  const texts = lesson.language === 'en' ? en : zh;
  const engine = await lesson.engine();
  /** @type {SectionState<CompareState>} */
  const kept = new SectionState(lesson.link, 'compare', { author: authors, read, write: written, show });
  const picture = new Picture(part(root, '#compare-picture', HTMLElement), (width, measure) => compareScene(kept.current, texts.sights, width, measure));
  const alone = part(root, '#compare-alone', HTMLAnchorElement);
  const showStretch = slider(root, 'compare-stretch', (value) => `× ${fieldText(value)}`, (stretch) => kept.edit({ stretch }));
  const radios = [...root.querySelectorAll('.compare-score input')].map((input) => /** @type {HTMLInputElement} */ (input));
  for (const radio of radios) radio.addEventListener('change', () => kept.edit({ seen: /** @type {Score} */ (radio.value) }));

  function show() {
    const { query, key: base, stretch, seen } = kept.current;
    const key = keyOf(kept.current);
    /** @type {Record<string, string>} */
    const printed = {};
    for (const score of scores) {
      const [now, before] = scoresOf(engine, score, query, [key, base]);
      const box = /** @type {HTMLElement} */ (root.querySelector(`[data-score="${score}"]`)?.parentElement);
      printed[score] = formatNumber(now);
      part(box, '.compare-value', HTMLElement).textContent = printed[score];
      part(box, '.compare-line', HTMLElement).replaceChildren(markupNode(markup('math', { displaystyle: 'true' }, lineOf(score, query, key, now)), document));
      const unstretched = formatNumber(before);
      part(box, '.compare-change', HTMLElement).textContent = stretch === 1 ? ''
        : filled(unstretched === printed[score] ? texts.same : texts.other, { before: unstretched });
    }
    showStretch(stretch);
    for (const radio of radios) radio.checked = radio.value === seen;
    picture.label = filled(texts.label, { query: pair(query), key: pair(key), ...printed });
    picture.draw();
    // The figure compares the key with a stretched one: twice as long, unless the reader has stretched it already.
    const twice = stretch === 1 ? 2 : stretch;
    alone.href = aloneAddress({
      view: 'plane', tokens: `k,${twice}%20k`, queries: linkVectors([query]), keys: linkVectors([base, keyOf({ ...kept.current, stretch: twice })]),
      compare: 'score', compared: scores.join(), lang: lesson.language,
    });
  }

  /** @param {'query' | 'key'} name @param {() => Vector} vector @param {(to: Vector, isDragged: boolean) => void} move */
  const addHandle = (name, vector, move) => picture.addHandle({
    place: () => pointOf(frameIn(picture.list), vector()),
    name: texts[name],
    value: () => pair(vector()),
    drag(place) {
      const [x, y] = vectorIn(frameIn(picture.list), place);
      move([x, y], true);
    },
    step(across, up) {
      const [x, y] = vector();
      move([x + across / 10, y + up / 10], false);
    },
  });
  addHandle('query', () => kept.current.query, (to) => kept.edit({ query: near(to) }));
  addHandle('key', () => keyOf(kept.current), (to, isDragged) => {
    const { key } = kept.current;
    const length = Math.hypot(...key);
    const { unit } = frameIn(picture.list);
    const aside = length === 0 ? Infinity : (Math.abs(key[0] * to[1] - key[1] * to[0]) / length) * unit;
    const along = length === 0 ? 0 : (key[0] * to[0] + key[1] * to[1]) / length ** 2;
    const stretch = Math.round(along / stretches.step) * stretches.step;
    if (isDragged && aside < snap && stretch >= stretches.least && stretch <= stretches.most) kept.edit({ stretch });
    else kept.edit({ key: near(to), stretch: 1 });
  });
  kept.start();
  startPredict(root, lesson, 'compare.predict');
}

/** @param {Vector} vector @returns {Vector} rounded to tenths, and not too far from zero */
function near(vector) {
  const [x, y] = vector.map((value) => Math.min(farthest, Math.max(-farthest, toTenth(value))) + 0);
  return [x, y];
}

/** @param {readonly number[]} vector */
const pair = (vector) => `(${vector.map(fieldText).join(', ')})`;

/**
 * @param {Attention} engine
 * @param {Score} score
 * @param {Vector} query
 * @param {Vector[]} key
 * @returns {number[]} one score for each key
 */
function scoresOf(engine, score, query, key) {
  return Array.from(engine.attend({ query, key, value: key }, { score, scores: 'scaled' }).scores.data);
}

/** @param {CompareState} state */
function written({ query, key, stretch, seen }) {
  const parts = [`q:${query}`, `k:${key}`, `x:${stretch}`, `s:${scores.indexOf(seen) + 1}`];
  const same = [`q:${authors.query}`, `k:${authors.key}`, 'x:1', 's:1'];
  return parts.filter((text, index) => text !== same[index]).join(';');
}

/** @param {string} text @returns {CompareState} */
function read(text) {
  const parts = readParts(text);
  for (const name of parts.keys()) if (!'qkxs'.includes(name)) throw new RangeError(`expected q, k, x or s, got ${name}`);
  /** @param {string} name @param {readonly number[]} otherwise @param {number} least @param {number} most */
  const numbers = (name, otherwise, least, most) => checked(parts.get(name) ?? [...otherwise], otherwise.length, least, most);
  const [stretch] = numbers('x', [1], stretches.least, stretches.most);
  const [seen] = numbers('s', [1], 1, scores.length);
  return {
    query: near(/** @type {Vector} */ (numbers('q', authors.query, -farthest, farthest))),
    key: near(/** @type {Vector} */ (numbers('k', authors.key, -farthest, farthest))),
    stretch: Math.round(stretch / stretches.step) * stretches.step,
    seen: scores[Math.round(seen) - 1],
  };
}
