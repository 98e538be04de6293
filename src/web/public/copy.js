/** Shows the buttons that copy a text, now and after every change of the page. */
export const startCopying = (root) => {
  const show = () => {
    for (const button of root.querySelectorAll('[data-copy][hidden]')) button.hidden = false;
  };
  root.addEventListener('click', async (event) => {
    const button = event.target instanceof Element ? event.target.closest('[data-copy]') : null;
    const text = button?.parentElement?.querySelector('[data-copy-text]')?.textContent;
    if (button === null || text === undefined || text === null) return;
    await navigator.clipboard.writeText(text);
    const label = button.firstChild;
    const before = label.textContent;
    label.textContent = button.dataset.copied;
    setTimeout(() => (label.textContent = before), 2_000);
  });
  new MutationObserver(show).observe(root.body ?? root, { childList: true, subtree: true });
  show();
};
