/* The line to ask in: a suggestion fills it and typing goes on; the down key walks through the suggestions, Escape goes back. */
(() => {
  const line = document.querySelector('[data-ask]');
  if (!line) return;
  const words = document.querySelector('#ask-words');
  const fill = word => {
    line.value = `${word.dataset.fill} `;
    line.focus();
    line.dispatchEvent(new Event('input', { bubbles: true }));
  };
  document.addEventListener('click', e => {
    const word = e.target.closest('[data-fill]');
    if (!word || e.metaKey || e.ctrlKey) return;
    e.preventDefault();
    fill(word);
  });
  line.form.addEventListener('keydown', e => {
    if (e.isComposing) return;
    const all = [...words.querySelectorAll('[data-fill]')], at = all.indexOf(document.activeElement);
    if (e.key === 'ArrowDown' && all.length) (all[at + 1] || all[0]).focus();
    else if (e.key === 'ArrowUp' && at >= 0) (all[at - 1] || line).focus();
    else if (e.key === 'Escape' && at >= 0) line.focus();
    else return;
    e.preventDefault();
  });
})();
