/** The article's wrong statements, in groups and in the article's order, and how far each correction was checked. */

import { sources } from './sources.js';

/**
 * @import { Level } from './sources.js'
 *
 * @typedef {'history' | 'mathematics' | 'systems' | 'outlook' | 'references'} Group
 * @typedef {'normalizers' | 'root' | 'example' | 'asked' | 'learned' | 'pairs'} LiveName the live figure inside an entry
 * @typedef {keyof typeof sources} SourceName
 *
 * @typedef {object} Entry
 * @property {string} name names its texts, and the entry in a link: #errata.name
 * @property {Group} group
 * @property {string} place the number of the article's section; '' is its introduction
 * @property {string} quote the article's own words
 * @property {boolean} [isCode]
 * @property {SourceName[]} sources
 * @property {'none' | 'own'} [unsourced] how far it was checked, if it names no source
 * @property {LiveName} [live]
 * @property {string} [see] the id of a section that says more
 */

/** @type {readonly Group[]} */
export const groups = ['history', 'mathematics', 'systems', 'outlook', 'references'];

/** From the strongest to the weakest. @type {readonly Level[]} */
export const levels = ['text', 'abstract', 'passage', 'own', 'none'];

/** @type {readonly Entry[]} */
export const entries = [
  { name: 'miller', group: 'history', place: '', quote: '早在20世纪50年代，心理学家乔治·米勒（George A. Miller）就提出了“注意力有限”的观点', sources: ['miller'] },
  { name: 'broadbent', group: 'history', place: '', quote: '这一观点为后来注意力机制的理论研究奠定了基础', sources: ['broadbent'] },
  { name: 'origin', group: 'history', place: '', quote: '注意力机制的概念首次由Yann LeCun等人在2014年的论文中提出，用于改进图像识别模型', sources: ['larochelle', 'graves2013', 'mnih', 'bahdanau'] },
  { name: 'founder', group: 'history', place: '7.1', quote: '是注意力机制的奠基性论文', sources: ['bahdanau', 'vaswani'] },

  { name: 'importance', group: 'mathematics', place: '', quote: '它通过计算输入数据中各个部分的重要性', sources: ['vaswani'], live: 'asked' },
  { name: 'resources', group: 'mathematics', place: '2.1', quote: '注意力机制是一种通过动态调整计算资源分配以关注输入数据中重要信息的机制', sources: ['vaswani'], live: 'pairs', see: 'cost' },
  { name: 'loop', group: 'mathematics', place: '2.2', quote: '整个流程不断迭代，直到达到结束条件', sources: ['vaswani', 'ramsauer'], see: 'loops' },
  { name: 'network', group: 'mathematics', place: '3.1', quote: '在深度学习中，这一步通常通过一个可训练的神经网络来实现', sources: ['bahdanau', 'vaswani'], live: 'learned' },
  { name: 'scalar', group: 'mathematics', place: '3.1', quote: '向量A_i表示Key_i与Query的相似度', sources: [], unsourced: 'own', live: 'example' },
  { name: 'normalizers', group: 'mathematics', place: '3.2', quote: '首先，计算每个得分除以其总和的归一化因子', sources: [], unsourced: 'own', live: 'normalizers', see: 'normalizers' },
  { name: 'product', group: 'mathematics', place: '3.3', quote: '加权处理可以通过简单的元素乘法来实现', sources: ['vaswani'], see: 'mix' },
  { name: 'probability', group: 'mathematics', place: '4.2', quote: '归一化因子用于将每个得分标准化，使其满足概率分布的性质', sources: [], unsourced: 'own', live: 'root', see: 'normalizers' },
  { name: 'complete', group: 'mathematics', place: '4.5', quote: '注意力机制的完整公式如下', sources: ['vaswani'], see: 'rows' },
  { name: 'vectors', group: 'mathematics', place: '4.6', quote: '我们将这个句子编码为3个词向量', sources: [], unsourced: 'own', see: 'hero' },
  { name: 'slips', group: 'mathematics', place: '4.6', quote: '= 0.14 + 0.10 + 0.18 = 0.42', isCode: true, sources: [], unsourced: 'own', live: 'example', see: 'mistakes' },
  { name: 'output', group: 'mathematics', place: '4.6', quote: '0.562 + 0.339 + 0.013 = 0.914', isCode: true, sources: [], unsourced: 'own', live: 'example', see: 'mistakes' },
  { name: 'listing', group: 'mathematics', place: '5.2', quote: 'attention_scores = tf.reduce_sum(query * key, axis=1)', isCode: true, sources: [], unsourced: 'own', see: 'listing' },
  { name: 'others', group: 'mathematics', place: '5.3', quote: '分别表示句子中的其他词向量', sources: [], unsourced: 'own', see: 'hero' },

  { name: 'gnmt', group: 'systems', place: '6.1', quote: 'Google的神经机器翻译（NMT）系统采用了Transformer模型', sources: ['wu'] },
  { name: 'fast', group: 'systems', place: '6.2', quote: 'Fast R-CNN和Faster R-CNN等目标检测算法采用了区域建议网络（RPN）和卷积神经网络（CNN）', sources: ['girshick'] },
  { name: 'rpn', group: 'systems', place: '6.2', quote: '其中RPN利用注意力机制来选择最重要的候选区域', sources: ['ren'] },
  { name: 'yolo', group: 'systems', place: '6.2', quote: '它采用了注意力机制来优化候选区域的生成和特征提取过程', sources: ['redmon'] },
  { name: 'ctc', group: 'systems', place: '6.3', quote: 'CTC（Connectionist Temporal Classification）算法结合了注意力机制', sources: ['graves2006', 'kim'] },
  { name: 'speech', group: 'systems', place: '6.3', quote: '它采用了双向长短时记忆网络（BLSTM）和注意力机制', sources: ['amodei'] },
  { name: 'amazon', group: 'systems', place: '6.4', quote: '亚马逊的推荐系统采用了注意力机制来处理用户和商品之间的复杂关系', sources: ['linden', 'zhou'], see: 'recommend' },

  { name: 'multimodal', group: 'outlook', place: '8.1', quote: '未来的研究将关注如何将注意力机制应用于多模态数据', sources: ['xu'] },
  { name: 'static', group: 'outlook', place: '8.1', quote: '现有的注意力机制大多是静态的', sources: ['bahdanau'], live: 'asked' },
  { name: 'small', group: 'outlook', place: '8.1', quote: '未来的注意力机制将能够在计算资源有限的环境下有效运行', sources: ['zafrir', 'katharopoulos'] },
  { name: 'complexity', group: 'outlook', place: '8.2', quote: '注意力机制的实现通常涉及大量的矩阵运算和归一化步骤，导致计算复杂度较高', sources: ['vaswani'], live: 'pairs', see: 'cost' },
  { name: 'images', group: 'outlook', place: '9, Q1', quote: 'CNN通常用于图像处理和计算机视觉任务，而注意力机制广泛应用于自然语言处理、推荐系统', sources: ['dosovitskiy'], see: 'picture' },
  { name: 'light', group: 'outlook', place: '9, Q2', quote: '使用轻量级网络结构，如MobileNet、ShuffleNet等', sources: ['howard', 'zhang', 'dao', 'beltagy', 'katharopoulos', 'zafrir'], see: 'cost' },

  { name: 'book', group: 'references', place: '7.1', quote: '《自然语言处理与深度学习》（Zhang, Zhao, Ling）', sources: [], unsourced: 'none' },
  { name: 'course', group: 'references', place: '7.1', quote: 'edX上的“自然语言处理与深度学习”课程由Stanford大学提供', sources: [], unsourced: 'none' },
  { name: 'theano', group: 'references', place: '7.2', quote: '可以与TensorFlow和Theano结合使用', sources: ['keras'] },
  { name: 'dropout', group: 'references', place: '7.3', quote: '“A Theoretically Grounded Application of Dropout in Recurrent Neural Networks”（Yin et al., 2016）', sources: ['gal'] },
  { name: 'pretraining', group: 'references', place: '7.3', quote: '“Unsupervised Pre-training for Natural Language Processing”（Joulin et al., 2017）', sources: [], unsourced: 'none' },
  { name: 'tutorial', group: 'references', place: '10', quote: 'https://www.tensorflow.org/tutorials/text/translation_with_attention', isCode: true, sources: ['tensorflow'] },
  { name: 'author', group: 'references', place: '作者信息', quote: '我的最新著作《认知的形式化：注意力机制》', sources: [], unsourced: 'none' },
];

/**
 * A correction counts as checked only as far as the least checked of its sources.
 * @param {Entry} entry
 * @returns {Level}
 */
export function levelOf(entry) {
  if (entry.unsourced) return entry.unsourced;
  return entry.sources.map((name) => sources[name].level).reduce((weakest, level) => (levels.indexOf(level) > levels.indexOf(weakest) ? level : weakest));
}

/** @returns {Record<Level, number>} the number of statements at each level */
export function counts() {
  const result = { text: 0, abstract: 0, passage: 0, own: 0, none: 0 };
  for (const entry of entries) result[levelOf(entry)] += 1;
  return result;
}
