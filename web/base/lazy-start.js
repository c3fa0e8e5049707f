/** A figure starts as it comes near the viewport, or when the page is printed. */

/** A figure starts so far below the viewport that it is there when the reader is. */
const margin = '300px';

/**
 * @param {Element} element
 * @param {() => void} start called once
 * @returns {() => void} ends the waiting
 */
export function startWhenNear(element, start) {
  const end = () => {
    observer.disconnect();
    removeEventListener('beforeprint', begin);
  };
  const begin = () => {
    end();
    start();
  };
  const observer = new IntersectionObserver(
    (entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) begin();
    },
    { rootMargin: margin },
  );
  observer.observe(element);
  addEventListener('beforeprint', begin);
  return end;
}
