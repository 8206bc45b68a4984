/* The report builder: a suggestion fills the line and typing goes on; what was unfolded stays so when the page is redrawn. */
(() => {
  const line = document.querySelector('[data-ask]');
  document.addEventListener('click', e => {
    const word = e.target.closest('[data-fill]');
    if (!word || e.metaKey || e.ctrlKey) return;
    e.preventDefault();
    line.value = `${word.dataset.fill} `;
    line.focus();
    line.dispatchEvent(new Event('input', { bubbles: true }));
  });
  document.addEventListener('toggle', () => {
    const kept = document.querySelector('#unfolded');
    if (kept) kept.value = ['-', ...[...document.querySelectorAll('[data-fold][open]')].map(part => part.id)].join(' ');
  }, true);
  /* what was chosen in a part that is folded now: focus stays beside it */
  document.addEventListener('htmx:after:swap', () => {
    document.activeElement?.closest('details:not([open])')?.querySelector('summary')?.focus();
  });
})();
