/**
 * Where publishing tools want a file that is to stand in the site's root, and what each has to be told before it lets a
 * figure through: as their documentation has it.
 */

/** @typedef {[name: string, folder: string, setting: string]} Tool folder of the project, for the script; setting: '' for none */

/** @type {readonly Tool[]} */
export const tools = [
  ['Hugo', 'static/', '[markup.goldmark.renderer] unsafe = true'],
  ['Jekyll', './', ''],
  ['Eleventy', './', "addPassthroughCopy('attention-figure.iife.js')"],
  ['Hexo', 'source/', ''],
  ['Astro', 'public/', ''],
  ['Docusaurus', 'static/', "scripts: [{ src: '/attention-figure.iife.js', defer: true }]"],
  ['VitePress', 'public/', "head: [['script', { defer: '', src: '/attention-figure.iife.js' }]]"],
  ['MkDocs', 'docs/', ''],
  ['Quarto', './', '```{=html}'],
  ['Asciidoctor', './', '++++'],
  ['Marp', './', '--html'],
];
