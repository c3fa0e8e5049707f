/** Figures to start from, in the page's language. */

import { readInput } from '../../figure/state/figure-input.js';

/**
 * @import { FigureState } from '../../figure/state/schema.js'
 * @import { LinkSettings } from '../../figure/state/link-settings.js'
 * @import { LanguageCode } from '../../base/preferred-language.js'
 *
 * @typedef {'sentence' | 'weights' | 'plane' | 'cross' | 'compare'} StarterName
 * @typedef {Record<string, string>} Attributes of the element
 */

/** @type {Record<LanguageCode, Record<StarterName, Attributes>>} */
const figures = {
  en: {
    sentence: { tokens: 'learners learn what learning teaches', controls: 'normalizer temperature', caption: 'Words that are spelled alike attend to each other.' },
    weights: { tokens: 'the cat sat down', weights: '[0.08, 0.62, 0.21, 0.09]', label: 'Where “sat” attends' },
    plane: planeOf('cat', 'dog', 'car', 'pet', 'The output is the mean of the values, pulled to where the query points. Drag the query.'),
    cross: {
      tokens: '["the","black","cat","sleeps"]', 'query-tokens': '["le","chat","noir","dort"]', view: 'links',
      weights: '[[0.88,0.04,0.05,0.03],[0.05,0.07,0.84,0.04],[0.03,0.86,0.08,0.03],[0.02,0.02,0.06,0.9]]', caption: 'French asks, English answers.',
    },
    compare: { tokens: 'learners learn what learning teaches', compare: 'softmax sparsemax', caption: 'Sparsemax gives most words exactly nothing.' },
  },
  zh: {
    sentence: { tokens: '["学生","在","学校","学习","数学"]', controls: 'normalizer temperature', caption: '字相同的词互相关注。' },
    weights: { tokens: '["猫","坐","在","垫子","上"]', weights: '[0.46, 0.12, 0.05, 0.31, 0.06]', label: '“坐”关注谁' },
    plane: planeOf('猫', '狗', '车', '宠物', '输出是值的平均，被拉向查询所指的方向。拖动查询试试。'),
    cross: {
      tokens: '["the","black","cat","sleeps"]', 'query-tokens': '["黑","猫","在","睡"]', view: 'links',
      weights: '[[0.05,0.87,0.05,0.03],[0.08,0.06,0.83,0.03],[0.22,0.05,0.08,0.65],[0.02,0.02,0.05,0.91]]', caption: '中文发问，英文作答。',
    },
    compare: { tokens: '["学生","在","学校","学习","数学"]', compare: 'softmax sparsemax', caption: '稀疏归一化让多数词得到的恰好是零。' },
  },
};

export const starterNames = /** @type {StarterName[]} */ (Object.keys(figures.en));

/**
 * @param {StarterName} name
 * @param {LanguageCode} language
 * @returns {{ state: FigureState, settings: LinkSettings }}
 */
export function starter(name, language) {
  const { controls, ...attributes } = figures[language][name];
  return { state: readInput(attributes), settings: controls ? { controls } : {} };
}

/**
 * @param {string} a
 * @param {string} b
 * @param {string} c
 * @param {string} query
 * @param {string} caption
 * @returns {Attributes}
 */
function planeOf(a, b, c, query, caption) {
  return {
    view: 'plane', tokens: JSON.stringify([a, b, c]), 'query-tokens': JSON.stringify([query]), queries: '[[1.6, 0.6]]',
    keys: '[[1.2, 1.1], [1.7, -0.4], [-1.3, 0.5]]', controls: 'temperature', caption,
  };
}
