/** @param {string} text @returns {Promise<boolean>} whether the browser has let it be copied */
export async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
