/* The part editor: a part is opened by a click anywhere on it, and dragged to another place in its own list. */
(() => {
  'use strict';
  const all = selector => [...document.querySelectorAll(selector)];
  const list = at => at.slice(0, at.lastIndexOf('/'));
  let carried = null;

  const clear = () => all('[data-part].before').forEach(each => each.classList.remove('before'));
  const goal = target => {
    const part = carried && target.closest?.('[data-part]');
    return part && part.dataset.part !== carried && list(part.dataset.part) === list(carried) ? part : null;
  };

  document.addEventListener('dragstart', e => {
    const part = e.target.closest?.('[data-part]');
    if (!part) return;
    carried = part.dataset.part;
    e.dataTransfer.effectAllowed = 'move';
    e.dataTransfer.setData('text/plain', carried);
  });
  document.addEventListener('dragover', e => {
    const part = goal(e.target);
    clear();
    if (!part) return;
    e.preventDefault();
    part.classList.add('before');
  });
  document.addEventListener('drop', e => {
    const part = goal(e.target), form = document.querySelector('#placed');
    if (!part || !form) return;
    e.preventDefault();
    form.elements.at.value = carried;
    form.elements.do.value = `place:${part.dataset.position}`;
    form.requestSubmit();
  });
  document.addEventListener('dragend', () => { carried = null; clear(); });

  /* The whole of a drawn part opens it, not its words alone; what is a link or a button there stays one. */
  document.addEventListener('click', e => {
    const part = e.target.closest?.('[data-part]');
    if (!part || e.target.closest('a, button, summary, input, select, textarea, label')) return;
    if (String(getSelection()) === '') part.querySelector('.pickpart')?.click();
  });

  /* The address says which part is open, so that a reload and a copied link lead to it. */
  document.addEventListener('htmx:after:swap', () => {
    const panel = document.querySelector('#props'), url = new URL(location.href);
    if (!panel) return;
    url.searchParams.set('face', 'drawn');
    url.searchParams.set('at', panel.dataset.id);
    if (!panel.dataset.id) url.searchParams.delete('at');
    history.replaceState(history.state, '', url);
  });
})();
