// HTML in Markdown is Eleventy's default; the script and the style are copied, and that is all there is to it.
export default function (config) {
  config.addPassthroughCopy({ '../../../dist/attention-figure.iife.js': 'attention-figure.iife.js', 'style.css': 'style.css' });
  config.addGlobalData('layout', 'post.html');
}
