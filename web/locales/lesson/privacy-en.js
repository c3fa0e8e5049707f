/** Privacy and offline. */

export const page = {
  title: 'What you do here stays here',
  lead: 'Your words, pictures and recordings are processed in this page and never leave it. You need not take our word for it: your browser enforces it. The page carries this policy.',
  directive: 'The policy says',
  meaning: 'which means',
  meanings: {
    'default-src': 'What is not allowed below is forbidden.',
    'script-src': 'Scripts come from this site only. The engine’s WebAssembly may be compiled; text may not become a program.',
    'style-src': 'So do style sheets.',
    'img-src': 'Pictures come from this site, or from you.',
    'media-src': 'So does sound.',
    'connect-src': 'No request goes to any other host. Nothing can be sent to one.',
    'worker-src': 'Background computing runs this site’s code only.',
    'manifest-src': 'This site describes itself; nobody else does.',
    'form-action': 'No form can be submitted, anywhere.',
    'base-uri': 'No address in the page can be bent to another host.',
  },
  try: 'Try to break it',
  tryNote: 'The button asks the browser to call example.com, in two ways.',
  attempts: { fetch: 'Send a request:', image: 'Load a picture:' },
  offlineTitle: 'Without a network',
  offline: 'After the first visit the lesson opens without a network too: your browser keeps a copy of its files.',
};

export const live = {
  trying: '…',
  refused: 'refused, by {directive}',
  notRefused: 'not refused: this copy of the page has lost its policy',
  kept: 'Kept on this device: {count} files.',
  keeping: 'The copy is being made.',
  notKept: 'No copy is kept on this device.',
  workshop: 'On a developer’s own machine no copy is kept, so that nothing old is ever shown.',
  notOffered: 'This browser keeps no copy of a page.',
  remove: 'Remove the copy',
  keep: 'Keep a copy',
};
