/* The cells of tables, written in place: a double click writes one, E the first of the row at hand (or the column written
   last), Enter keeps it, Tab goes on to the next, Escape leaves it.
   data-table, data-cells   a table, with data-form and data-state; data-cell names the field of a cell, data-id the record of a row */
(() => {
  'use strict';
  let last = '';
  const doc = document, table = el => el?.closest('[data-table],[data-cells]'), row = cell => cell.closest('tr');
  const address = cell => `/records/${table(cell).dataset.form}/${row(cell).dataset.id ?? row(cell).id.slice(4)}/cell/${cell.dataset.cell}?${table(cell).dataset.state}`;
  const form = cell => cell.querySelector('[data-cell-form]');
  const cells = of => [...of.querySelectorAll('[data-cell]')];

  async function write(cell) {
    if (!cell || form(cell)) return;
    last = cell.dataset.cell;
    await htmx.ajax('GET', address(cell), { target: cell, swap: 'innerHTML' });
    const field = form(cell)?.querySelector('input:not([type=hidden]):not([hidden]),select:not([hidden]),textarea');
    field?.focus();
    field?.select?.();
  }
  const leave = cell => htmx.ajax('GET', `${address(cell)}&show=1`, { target: row(cell), swap: 'outerHTML' });

  doc.addEventListener('dblclick', e => {
    const cell = e.target.closest('[data-cell]');
    if (table(cell) && !form(cell)) { e.preventDefault(); getSelection().removeAllRanges(); write(cell); }
  });
  doc.addEventListener('click', e => {
    const off = e.target.closest('[data-cell-off]')?.closest('[data-cell]');
    if (table(off)) leave(off);
  });
  doc.addEventListener('keydown', e => {
    const cell = e.target.closest?.('[data-cell-form]')?.closest('[data-cell]');
    if (cell) {
      if (e.isComposing) return;
      if (e.key === 'Escape') { e.stopPropagation(); e.preventDefault(); leave(cell); }
      else if (e.key === 'Tab' && !e.shiftKey) {
        const here = row(cell).id, all = cells(row(cell)), next = all[all.indexOf(cell) + 1]?.dataset.cell;
        e.preventDefault();
        doc.addEventListener('htmx:after:swap', () => write(doc.getElementById(here)?.querySelector(`[data-cell="${next}"]`)), { once: true });
        form(cell).requestSubmit();
      } else if (e.key === 'Enter' && e.target.matches('input')) { e.stopPropagation(); e.preventDefault(); form(cell).requestSubmit(); }
      return;
    }
    if (e.key !== 'e' || e.ctrlKey || e.metaKey || e.altKey || e.isComposing || e.target.closest('input:not([type=checkbox]),textarea,select,dialog') || doc.documentElement.dataset.keys === 'off') return;
    const at = doc.querySelector('[data-table] tr.cur');
    if (!at) return;
    e.preventDefault();
    write(cells(at).find(each => each.dataset.cell === last) ?? cells(at)[0]);
  }, true);
})();
