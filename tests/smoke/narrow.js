// The frame holds the page that the address names after the #.

/** @type {HTMLIFrameElement} */ (document.querySelector('iframe')).src = location.hash.slice(1);
