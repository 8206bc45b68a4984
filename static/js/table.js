/* A table of records. Its head: the edge is dragged to make a column wider, the name to move it; both end in the list's
   address (widths, cols), as the page on which columns are chosen does for keyboards. Its cells: a double click writes one in place,
   E the first of the row at hand (or the column written last), Enter keeps it, Tab goes on to the next, Escape leaves it.
   data-table   the table, with data-form and data-state; data-col names the column of a head cell, data-cell the field of a cell */
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
  /* ------------------------------------------------------------ cells */
  let last = '';
  const address = cell => `/records/${table.dataset.form}/${cell.closest('tr').id.slice(4)}/cell/${cell.dataset.cell}?${table.dataset.state}`;
  const form = cell => cell.querySelector('[data-cell-form]');
  const cells = row => [...row.querySelectorAll('[data-cell]')];

  async function write(cell) {
    if (!cell || form(cell)) return;
    last = cell.dataset.cell;
    await htmx.ajax('GET', address(cell), { target: cell, swap: 'innerHTML' });
    const field = form(cell)?.querySelector('input:not([type=hidden]):not([hidden]),select:not([hidden]),textarea');
    field?.focus();
    field?.select?.();
  }
  const leave = cell => htmx.ajax('GET', `${address(cell)}&show=1`, { target: cell.closest('tr'), swap: 'outerHTML' });

  table.addEventListener('dblclick', e => {
    const cell = e.target.closest('[data-cell]');
    if (cell && !form(cell)) { e.preventDefault(); getSelection().removeAllRanges(); write(cell); }
  });
  table.addEventListener('click', e => {
    const off = e.target.closest('[data-cell-off]');
    if (off) leave(off.closest('[data-cell]'));
  });
  document.addEventListener('keydown', e => {
    const cell = e.target.closest?.('[data-cell-form]')?.closest('[data-cell]');
    if (cell) {
      if (e.isComposing) return;
      if (e.key === 'Escape') { e.stopPropagation(); e.preventDefault(); leave(cell); }
      else if (e.key === 'Tab' && !e.shiftKey) {
        const row = cell.closest('tr').id, next = cells(cell.closest('tr'))[cells(cell.closest('tr')).indexOf(cell) + 1]?.dataset.cell;
        e.preventDefault();
        document.addEventListener('htmx:after:swap', () => write(document.getElementById(`${row.replace('row-', 'c-')}-${next}`)), { once: true });
        form(cell).requestSubmit();
      } else if (e.key === 'Enter' && e.target.matches('input')) { e.stopPropagation(); e.preventDefault(); form(cell).requestSubmit(); }
      return;
    }
    if (e.key !== 'e' || e.ctrlKey || e.metaKey || e.altKey || e.isComposing || e.target.closest('input:not([type=checkbox]),textarea,select,dialog') || document.documentElement.dataset.keys === 'off') return;
    const row = table.querySelector('tr.cur');
    if (!row) return;
    e.preventDefault();
    write(cells(row).find(each => each.dataset.cell === last) ?? cells(row)[0]);
  }, true);

  table.addEventListener('dragend', () => { moved = null; heads.forEach(head => head.classList.remove('drop')); });
})();
