/* The report builder: what was unfolded stays so when the page is redrawn. */
(() => {
  document.addEventListener('toggle', () => {
    const kept = document.querySelector('#unfolded');
    if (kept) kept.value = ['-', ...[...document.querySelectorAll('[data-fold][open]')].map(part => part.id)].join(' ');
  }, true);
  /* what was chosen in a part that is folded now: focus stays beside it */
  document.addEventListener('htmx:after:swap', () => {
    document.activeElement?.closest('details:not([open])')?.querySelector('summary')?.focus();
  });
})();
