/** The figure's colours: the page's own, see web/common/theme.css. Authors set them on the element. */

/** @param {Record<string, string>} colors */
function declarations(colors) {
  return Object.entries(colors).map(([name, color]) => `--figure-${name}:${color};`).join('');
}

const light = declarations({
  ink: '#1d1f23',
  muted: '#5c606a',
  rule: '#e4e1d9',
  paper: '#fcfbf8',
  bar: '#2a69ac',
  negative: '#c2571a',
  printed: '#a83c08',
  highlight: '#efece3',
  hatch: '#b3b0a8',
  field: '#8a8d94',
  accent: '#1b5a9e',
  // Lightness falls evenly to both sides of zero.
  'ramp-negative': '#7d2f00',
  'ramp-zero': '#eef0f2',
  'ramp-positive': '#0c3f7c',
});

const dark = declarations({
  ink: '#ebe8e1',
  muted: '#a6abb5',
  rule: '#2c2f35',
  paper: '#16181c',
  bar: '#6fa8e6',
  negative: '#e58b50',
  printed: '#f2a06a',
  highlight: '#24272d',
  hatch: '#5b5f67',
  field: '#7d828c',
  accent: '#86b8f0',
  'ramp-negative': '#ffb98a',
  'ramp-zero': '#23272d',
  'ramp-positive': '#a8d1ff',
});

const onPaper = declarations({ ink: '#000', muted: '#444', rule: '#ccc', paper: '#fff', highlight: '#fff', hatch: '#999' });

const forced = declarations({
  ink: 'CanvasText',
  muted: 'CanvasText',
  rule: 'GrayText',
  paper: 'Canvas',
  bar: 'CanvasText',
  negative: 'CanvasText',
  printed: 'Highlight',
  highlight: 'Canvas',
  hatch: 'GrayText',
  field: 'ButtonBorder',
  accent: 'Highlight',
});

/** Every figure, as specific as the selectors that it has to outdo. */
const any = ':host(:not([theme=none]))';

/** Light or dark as the system is, unless theme="" says which; light on paper; the reader's own where they are forced. */
export const palette = `
:host{color-scheme:light;${light}}
@media (prefers-color-scheme:dark){:host(:not([theme=light])){color-scheme:dark;${dark}}}
:host([theme=dark]){color-scheme:dark;${dark}}
@media print{${any}{color-scheme:light;${light}${onPaper}}}
@media (forced-colors:active){${any}{${forced}}}`;
