/** The texts of the page for iframes in English. */
export default {
  'frame.title': 'Attention figure',
  'frame.builder.long': 'Open in the builder',
  'frame.builder.short': 'Builder',
  'frame.settings': 'Settings',
  'frame.turn': 'Panel {page} of {count}: show the next',
  'frame.whole': 'The whole caption',
  'frame.empty': 'No figure is named in this address.',
  'frame.broken': 'This link does not describe a figure.',
  'frame.field': '{argument}: expected {expected}, got {got}',
  'frame.missing': 'The figure’s script did not load: attention-figure.iife.js belongs beside this page.',
};
