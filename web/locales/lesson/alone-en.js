/** One section or drawing by itself: in somebody's own page, and the line that puts it there. */

export const page = {
  embed: 'Embed',
};

export const live = {
  whole: 'See it in the whole lesson',
  line: 'Line for your own page',
  copied: 'A line for your own page is copied: this figure as it is now.',
  notCopied: 'The browser does not allow copying. Here is the line for your own page, marked: copy it by hand.',
};
