/**
 * The sources of the errata, and how far each of them was read. Plain data: a citation, and where it was read.
 *
 * @typedef {'text' | 'abstract' | 'passage' | 'none' | 'own'} Level how far a claim was checked: against the text of its
 *   source; against its abstract; against a passage of it that someone else quotes; not at all; and, where no source is
 *   needed, against the article itself
 *
 * @typedef {object} Source
 * @property {string} authors
 * @property {number | string} year
 * @property {string} title
 * @property {string} where the place of publication
 * @property {Exclude<Level, 'own'>} level
 * @property {string} [read] the address of what was read: mostly a stored copy, not the publisher's page itself
 * @property {string} [found] what it says, in short
 */

/** @satisfies {Record<string, Source>} */
export const sources = {
  larochelle: {
    authors: 'H. Larochelle, G. E. Hinton', year: 2010, title: 'Learning to combine foveal glimpses with a third-order Boltzmann machine',
    where: 'NIPS 23, 1243–1251', level: 'abstract',
    read: 'https://papers.nips.cc/paper_files/paper/2010/hash/677e09724f0e2df9b6c000b75b5da10d-Abstract.html',
    found: 'decides on a sequence of fixations and combines the glimpses',
  },
  graves2013: {
    authors: 'A. Graves', year: 2013, title: 'Generating Sequences With Recurrent Neural Networks', where: 'arXiv:1308.0850, sec. 5', level: 'passage',
    read: 'https://arxiv.org/abs/1308.0850 (a passage of § 5 in a transcript of the paper in a public repository; the abstract at gwern.net)',
    found: 'a ‘soft window’ is convolved with the text string; its parameters are output by the network',
  },
  bahdanau: {
    authors: 'D. Bahdanau, K. Cho, Y. Bengio', year: 2014, title: 'Neural Machine Translation by Jointly Learning to Align and Translate',
    where: 'arXiv:1409.0473; ICLR 2015, sec. 3.1', level: 'text',
    read: 'https://arxiv.org/abs/1409.0473 (its text, copied in a public repository; the abstract at researchtrend.ai/papers/1409.0473)',
    found: '§ 3.1: softmax over scores; the alignment model is a feedforward network, trained jointly; a mechanism of attention in the decoder',
  },
  mnih: {
    authors: 'V. Mnih, N. Heess, A. Graves, K. Kavukcuoglu', year: 2014, title: 'Recurrent Models of Visual Attention', where: 'NIPS 27; arXiv:1406.6247', level: 'abstract',
    read: 'https://www.paperdigest.org/certificate/7bde7de20a685547', found: 'selects a sequence of regions, processes only those; trained by reinforcement learning',
  },
  miller: {
    authors: 'G. A. Miller', year: 1956, title: 'The Magical Number Seven, Plus or Minus Two', where: 'Psychological Review 63 (2), 81–97', level: 'passage',
    read: 'https://3stages.org/c/gq_title.cgi?list=1228&ti=The+Psychological+Review+%28Miller%29',
    found: 'the summary there; in a passage quoted in a public repository: three spans, of judgment, memory and attention (about six objects at a glance), and that they are one process ‘is a fundamental mistake’',
  },
  broadbent: {
    authors: 'D. E. Broadbent', year: 1958, title: 'Perception and Communication', where: 'Pergamon Press', level: 'none',
    read: 'http://www.smithsrisca.co.uk/PSYbroadbent1958.html (a lecturer’s précis: not the book)', found: 'a filter before a channel of limited capacity',
  },
  vaswani: {
    authors: 'A. Vaswani et al.', year: 2017, title: 'Attention Is All You Need', where: 'NIPS 30; arXiv:1706.03762, sec. 3, 4', level: 'text',
    read: 'https://arxiv.org/abs/1706.03762 (its text, copied in public repositories; the abstract at quizgecko.com)',
    found: '§ 3.1: six layers; § 3.2: a query and key-value pairs to an output; eq. 1; § 4, table 1: n²·d a layer; the abstract: the best models already used attention',
  },
  ramsauer: {
    authors: 'H. Ramsauer et al.', year: 2020, title: 'Hopfield Networks is All You Need', where: 'arXiv:2008.02217; ICLR 2021', level: 'abstract',
    read: 'https://arxiv.org/abs/2008.02217 (its abstract, copied in a public repository)', found: 'the update rule is the attention of transformers; it retrieves with one update',
  },
  wu: {
    authors: 'Y. Wu et al.', year: 2016, title: 'Google’s Neural Machine Translation System', where: 'arXiv:1609.08144', level: 'abstract',
    read: 'https://arxiv.org/abs/1609.08144 (its abstract, copied in public repositories)', found: 'a deep LSTM network with 8 encoder and 8 decoder layers, with attention',
  },
  girshick: {
    authors: 'R. Girshick', year: 2015, title: 'Fast R-CNN', where: 'ICCV 2015; arXiv:1504.08083, sec. 2, 5.5', level: 'text',
    read: 'https://arxiv.org/abs/1504.08083 (its text, copied in public repositories)', found: '§ 2: takes an image and a set of object proposals; § 5.5: they come from selective search',
  },
  ren: {
    authors: 'S. Ren, K. He, R. Girshick, J. Sun', year: 2015, title: 'Faster R-CNN: Towards Real-Time Object Detection with Region Proposal Networks',
    where: 'NIPS 28; arXiv:1506.01497', level: 'abstract', read: 'https://researchclopedia.vercel.app/research/W2953106684',
    found: 'the RPN is a fully convolutional network; ‘using the recently popular terminology of neural networks with attention mechanisms’ it tells where to look',
  },
  redmon: {
    authors: 'J. Redmon, S. Divvala, R. Girshick, A. Farhadi', year: 2016, title: 'You Only Look Once: Unified, Real-Time Object Detection', where: 'CVPR 2016; arXiv:1506.02640', level: 'abstract',
    read: 'https://arxiv.org/abs/1506.02640 (its abstract, copied in public repositories)', found: 'detection as regression; boxes and classes directly from the full image in one evaluation',
  },
  graves2006: {
    authors: 'A. Graves, S. Fernández, F. Gomez, J. Schmidhuber', year: 2006, title: 'Connectionist Temporal Classification', where: 'ICML 2006, 369–376', level: 'abstract',
    read: 'https://mlanthology.org/icml/2006/graves2006icml-connectionist', found: 'a way to train recurrent networks on unsegmented sequences; its sum over all paths stood in a quoted passage',
  },
  kim: {
    authors: 'S. Kim, T. Hori, S. Watanabe', year: 2017, title: 'Joint CTC-Attention based End-to-End Speech Recognition using Multi-task Learning', where: 'ICASSP 2017; arXiv:1609.06773', level: 'abstract',
    read: 'https://arxiv.org/abs/1609.06773 (its abstract, copied in public repositories)', found: 'a joint CTC-attention model; both alone are its baselines',
  },
  amodei: {
    authors: 'D. Amodei et al.', year: 2015, title: 'Deep Speech 2: End-to-End Speech Recognition in English and Mandarin', where: 'arXiv:1512.02595; ICML 2016, sec. 3.1', level: 'passage',
    read: 'https://hgpu.org/?p=15073 (the abstract), and passages of § 3.1 quoted in a public repository',
    found: '§ 3.1: a recurrent network that predicts a character or the blank symbol at each step; attention is not mentioned in what was read',
  },
  linden: {
    authors: 'G. Linden, B. Smith, J. York', year: 2003, title: 'Amazon.com Recommendations: Item-to-Item Collaborative Filtering', where: 'IEEE Internet Computing 7 (1), 76–80', level: 'passage',
    read: 'https://doi.org/10.1109/MIC.2003.1167344 (not read itself: long passages in summaries in public repositories)', found: 'matches each of the user’s items to similar items, from a table made offline',
  },
  zhou: {
    authors: 'G. Zhou et al.', year: 2018, title: 'Deep Interest Network for Click-Through Rate Prediction', where: 'KDD 2018; arXiv:1706.06978, sec. 4.3', level: 'text',
    read: 'https://ar5iv.labs.arxiv.org/html/1706.06978 (a copy of that page in a public repository)', found: 'the abstract: deployed in Alibaba’s display advertising; § 4.3: softmax is abandoned, the weights need not sum to 1',
  },
  xu: {
    authors: 'K. Xu et al.', year: 2015, title: 'Show, Attend and Tell: Neural Image Caption Generation with Visual Attention', where: 'ICML 2015; arXiv:1502.03044', level: 'abstract',
    read: 'http://proceedings.mlr.press/v37/xuc15.html (its abstract, copied in public repositories)', found: 'an attention-based model that learns to describe images',
  },
  dosovitskiy: {
    authors: 'A. Dosovitskiy et al.', year: 2020, title: 'An Image is Worth 16x16 Words', where: 'arXiv:2010.11929; ICLR 2021', level: 'abstract',
    read: 'https://arxiv.org/abs/2010.11929 (its abstract, copied in public repositories)', found: 'reliance on CNNs is not necessary: a pure transformer on patches performs very well',
  },
  howard: {
    authors: 'A. G. Howard et al.', year: 2017, title: 'MobileNets: Efficient Convolutional Neural Networks for Mobile Vision Applications', where: 'arXiv:1704.04861', level: 'abstract',
    read: 'https://arxiv.org/abs/1704.04861 (its abstract, copied in public repositories)', found: 'depthwise separable convolutions',
  },
  zhang: {
    authors: 'X. Zhang, X. Zhou, M. Lin, J. Sun', year: 2017, title: 'ShuffleNet: An Extremely Efficient Convolutional Neural Network for Mobile Devices', where: 'arXiv:1707.01083', level: 'abstract',
    read: 'https://arxiv.org/abs/1707.01083 (its abstract, copied in public repositories)', found: 'pointwise group convolution and channel shuffle',
  },
  dao: {
    authors: 'T. Dao et al.', year: 2022, title: 'FlashAttention: Fast and Memory-Efficient Exact Attention with IO-Awareness', where: 'NeurIPS 35; arXiv:2205.14135', level: 'abstract',
    read: 'https://arxiv.org/abs/2205.14135 (its abstract, copied in public repositories)', found: 'exact attention by tiling; self-attention is quadratic in time and memory',
  },
  beltagy: {
    authors: 'I. Beltagy, M. E. Peters, A. Cohan', year: 2020, title: 'Longformer: The Long-Document Transformer', where: 'arXiv:2004.05150', level: 'abstract',
    read: 'https://arxiv.org/abs/2004.05150 (its abstract, copied in public repositories)', found: 'an attention mechanism that scales linearly with sequence length',
  },
  katharopoulos: {
    authors: 'A. Katharopoulos et al.', year: 2020, title: 'Transformers are RNNs: Fast Autoregressive Transformers with Linear Attention', where: 'ICML 2020; arXiv:2006.16236', level: 'abstract',
    read: 'https://arxiv.org/abs/2006.16236 (its abstract, copied in public repositories)', found: 'a dot product of feature maps: from N² to N',
  },
  zafrir: {
    authors: 'O. Zafrir et al.', year: 2019, title: 'Q8BERT: Quantized 8Bit BERT', where: 'arXiv:1910.06188', level: 'abstract',
    read: 'https://arxiv.org/abs/1910.06188 (its abstract, copied in public repositories)', found: 'BERT compressed four times with minimal accuracy loss',
  },
  gal: {
    authors: 'Y. Gal, Z. Ghahramani', year: 2016, title: 'A Theoretically Grounded Application of Dropout in Recurrent Neural Networks', where: 'NIPS 29, 1019–1027; arXiv:1512.05287', level: 'abstract',
    read: 'https://papers.neurips.cc/paper_files/paper/2016/file/076a0c97d09cf1a0ec3e19c7f2529f2b-Metadata.json', found: 'title, authors, pages, abstract',
  },
  keras: {
    authors: 'Keras team', year: '2019, 2020', title: 'Release notes, Keras 2.3.0 and 2.4.0', where: 'github.com/keras-team/keras', level: 'text',
    read: 'https://github.com/keras-team/keras/releases/tag/2.4.0', found: '2.3.0: the last with other backends, Theano among them; 2.4.0: these are discontinued',
  },
  tensorflow: {
    authors: 'TensorFlow', year: 'no date', title: 'Tutorials, text', where: 'github.com/tensorflow/docs, site/en/tutorials/text', level: 'text',
    read: 'https://github.com/tensorflow/docs/tree/master/site/en/tutorials/text (a stored list of the files that were ever there)', found: 'nmt_with_attention.ipynb; nothing named translation_with_attention',
  },
};
