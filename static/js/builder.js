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
    if (kept) kept.value = [...document.querySelectorAll('details.held[open]')].map(part => part.id).join(' ');
  }, true);
})();
