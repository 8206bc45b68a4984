/* The part editor: parts are dragged to another place in their own list; buttons do the same. */
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
