/* The team's board: a row, or all that are ticked, is dragged to a person. What their cap and leave say is read before one lets go.
   data-drag         a row that can be dragged, with its [data-pick]
   data-drop="7"     who it can be dropped on; data-open, data-cap (or ""), data-words: "{open} → {after} / {cap}", data-against: away, paused
   data-drop-note    where that is said; data-drop-form: the form that is sent, with its select[name=to]
   The same goes by keyboard: X ticks, R chooses the person, Enter hands over. */
(() => {
  'use strict';
  const one = (css, root = document) => root.querySelector(css), all = (css, root = document) => [...root.querySelectorAll(css)];
  const form = one('[data-drop-form]');
  if (!form) return;
  const box = row => one('[data-pick]', row);
  let carried = [], before = [];

  const words = (target, n) => {
    const { open, cap, words, against } = target.dataset, after = +open + n;
    target.classList.toggle('over', !!cap && after > +cap);
    return words.replace('{open}', open).replace('{after}', after).replace('{cap}', cap) + (against ? ` · ${against}` : '');
  };

  document.addEventListener('dragstart', e => {
    const row = e.target.closest?.('[data-drag]');
    if (!row) return;
    const ticked = all('[data-drag]', form).filter(each => box(each)?.checked);
    carried = ticked.includes(row) ? ticked : [row];
    e.dataTransfer.effectAllowed = 'move';
    e.dataTransfer.setData('text/plain', row.innerText.trim().split('\n')[0]);
    carried.forEach(each => each.classList.add('carried'));
    before = all('[data-drop]').map(target => {
      const note = one('[data-drop-note]', target), was = note.textContent;
      note.textContent = words(target, carried.length);
      return () => { note.textContent = was; target.classList.remove('drop', 'over'); };
    });
  });

  document.addEventListener('dragover', e => {
    const target = carried.length && e.target.closest?.('[data-drop]');
    all('[data-drop].drop').forEach(each => each !== target && each.classList.remove('drop'));
    if (!target) return;
    e.preventDefault();
    e.dataTransfer.dropEffect = 'move';
    target.classList.add('drop');
  });

  document.addEventListener('drop', e => {
    const target = carried.length && e.target.closest?.('[data-drop]');
    if (!target) return;
    e.preventDefault();
    all('[data-drag]', form).forEach(row => { box(row).checked = carried.includes(row); });
    one('[name=to]', form).value = target.dataset.drop;
    form.requestSubmit(one('button.go', form));
  });

  document.addEventListener('dragend', () => {
    carried.forEach(row => row.classList.remove('carried'));
    before.forEach(undo => undo());
    carried = [];
    before = [];
  });
})();
