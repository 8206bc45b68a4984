/* A table of records. Its head: the edge is dragged to make a column wider, the name to move it; both end in the list's
   address (widths, cols), as the page on which columns are chosen does for keyboards. What is written in its cells: cells.js.
   data-table   the table; data-col names the column of a head cell */
(() => {
  'use strict';
  const STEP = 40, table = document.querySelector('[data-table]');
  if (!table) return;
  const heads = [...table.querySelectorAll('th[data-col]')], name = head => head.dataset.col;

  const go = (key, value) => {
    const to = new URL(location);
    to.searchParams.delete('page');
    to.searchParams.set(key, value);
    location.assign(to);
  };
  const widths = () => new Map((new URL(location).searchParams.get('widths') ?? '').split(',').filter(Boolean).map(each => each.split(':')));

  heads.forEach(head => {
    const edge = Object.assign(document.createElement('span'), { className: 'rz' });
    head.append(edge);
    edge.addEventListener('pointerdown', e => {
      e.preventDefault();
      e.stopPropagation();
      edge.setPointerCapture(e.pointerId);
      const from = e.clientX, wide = head.offsetWidth, col = table.querySelectorAll('col')[head.cellIndex];
      const now = at => Math.min(480, Math.max(80, Math.round((wide + at.clientX - from) / STEP) * STEP));
      edge.onpointermove = at => col?.setAttribute('width', now(at));
      edge.onpointerup = at => {
        edge.onpointermove = edge.onpointerup = null;
        if (Math.abs(at.clientX - from) < 4) return;
        go('widths', [...widths().set(name(head), now(at))].map(each => each.join(':')).join(','));
      };
    });
    head.draggable = head !== heads[0];
  });

  let moved = null;
  table.addEventListener('dragstart', e => {
    moved = e.target.closest?.('th[data-col]');
    if (moved) e.dataTransfer.effectAllowed = 'move';
  });
  table.addEventListener('dragover', e => {
    const over = moved && e.target.closest?.('th[data-col]');
    heads.forEach(head => head.classList.toggle('drop', head === over && head !== heads[0]));
    if (over) e.preventDefault();
  });
  table.addEventListener('drop', e => {
    const over = moved && e.target.closest?.('th[data-col]');
    if (!over || over === moved || over === heads[0]) return;
    e.preventDefault();
    const order = heads.map(name).filter(each => each !== name(moved));
    order.splice(order.indexOf(name(over)), 0, name(moved));
    go('cols', order.join(','));
  });
  table.addEventListener('dragend', () => { moved = null; heads.forEach(head => head.classList.remove('drop')); });
})();
