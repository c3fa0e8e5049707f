/** The lesson's frame: its name, its ways out, and what all its sections say. */

export const page = {
  title: 'Attention, computed before your eyes',
  description: 'A live lesson on attention: every number is computed in the page, every figure can be touched, every mistake of the article it grew from is put right.',
  skip: 'To the lesson',
  name: 'Attention Lab',
  pages: 'Pages',
  workbench: 'Workbench',
  builder: 'Make a figure',
  otherLanguage: '中文',
};

export const live = {
  notLoaded: 'This part did not load. Reload the page to try again.',
  noEngine: 'This browser cannot run the engine: it needs WebAssembly with SIMD.',
};
