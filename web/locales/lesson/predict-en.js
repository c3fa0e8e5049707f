/** 'Predict first, then reveal': the words around each question. */

export const page = {
  kicker: 'Predict first',
  check: 'Check',
};

export const live = {
  choose: 'Choose one first. A wrong guess costs nothing.',
  right: 'Right.',
  notYet: 'Not yet.',
  noted: 'Noted. This link keeps the answers hidden.',
};
