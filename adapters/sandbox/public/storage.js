/** What this browser remembers. A browser that forbids it forgets, and nothing else breaks. */
export const recall = (key, otherwise) => {
  try {
    const text = localStorage.getItem(`fenghuo.${key}`);
    return text === null ? otherwise : JSON.parse(text);
  } catch {
    return otherwise;
  }
};

export const remember = (key, value) => {
  try {
    localStorage.setItem(`fenghuo.${key}`, JSON.stringify(value));
  } catch {
    // Private mode or a full disk: what is on screen stays.
  }
};
