/** The figure's colours: the page's own, see web/site/theme.css. Authors set them on the element. */

/** Each in light, in dark, on paper and where the reader forces colours; '' or none: as it is there without. */
const colors = {
  ink: ['#1d1f23', '#ebe8e1', '#000', 'CanvasText'],
  muted: ['#5c606a', '#a6abb5', '#444', 'CanvasText'],
  rule: ['#e4e1d9', '#2c2f35', '#ccc', 'GrayText'],
  paper: ['#fcfbf8', '#16181c', '#fff', 'Canvas'],
  bar: ['#2a69ac', '#6fa8e6', '', 'CanvasText'],
  negative: ['#c2571a', '#e58b50', '', 'CanvasText'],
  printed: ['#a83c08', '#f2a06a', '', 'Highlight'],
  highlight: ['#efece3', '#24272d', '#fff', 'Canvas'],
  hatch: ['#918e86', '#656972', '#888', 'GrayText'],
  field: ['#84878e', '#7d828c', '', 'ButtonBorder'],
  accent: ['#1b5a9e', '#86b8f0', '', 'Highlight'],
  // Lightness falls evenly to both sides of zero.
  'ramp-negative': ['#7d2f00', '#ffb98a'],
  'ramp-zero': ['#eef0f2', '#23272d'],
  'ramp-positive': ['#0c3f7c', '#a8d1ff'],
};

const [light, dark, onPaper, forced] = [0, 1, 2, 3].map((column) =>
  Object.entries(colors).map(([name, row]) => row[column] ? `--figure-${name}:${row[column]};` : '').join(''));

/** Every figure, as specific as the selectors that it has to outdo. */
const any = ':host(:not([theme=none]))';

/** Light or dark as the system is, unless theme="" says which; light on paper; the reader's own where they are forced. */
export const palette = `
:host{color-scheme:light;${light}}
@media (prefers-color-scheme:dark){:host(:not([theme=light])){color-scheme:dark;${dark}}}
:host([theme=dark]){color-scheme:dark;${dark}}
@media print{${any}{color-scheme:light;${light}${onPaper}}}
@media (forced-colors:active){${any}{${forced}}}`;
