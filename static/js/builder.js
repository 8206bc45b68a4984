/* The report builder: what was unfolded stays so when the page is redrawn, the text as it was left; steps are taken back.
   data-fold         a part that can be folded; data-remembered="key" is left as it was the next time, too
   data-undo, -redo  the text as it was before the last choice, and forward again; Ctrl Z and Ctrl Shift Z outside of inputs */
(() => {
  const one = css => document.querySelector(css), all = css => [...document.querySelectorAll(css)];
  const past = [], future = [], text = () => one('#report-text')?.value;
  let now = text(), stepping = false;

  const known = key => { try { return localStorage.getItem(key); } catch { return null; } };
  all('[data-remembered]').forEach(part => { if (known(part.dataset.remembered) === 'open') part.open = true; });
  document.addEventListener('toggle', e => {
    const kept = one('#unfolded'), key = e.target.dataset?.remembered;
    if (kept) kept.value = ['-', ...all('[data-fold][open]').map(part => part.id)].join(' ');
    if (key) try { localStorage.setItem(key, e.target.open ? 'open' : ''); } catch { /* no place to remember it */ }
  }, true);

  const shut = () => {
    const back = one('[data-undo]'), forth = one('[data-redo]');
    if (back) back.disabled = !past.length;
    if (forth) forth.disabled = !future.length;
  };
  const step = (from, to) => {
    const field = one('#report-text');
    if (!from.length || !field) return;
    to.push(now);
    now = field.value = from.pop();
    stepping = true;
    field.dispatchEvent(new Event('change', { bubbles: true }));
  };
  document.addEventListener('click', e => {
    if (e.target.closest?.('[data-undo]')) step(past, future);
    if (e.target.closest?.('[data-redo]')) step(future, past);
  });
  document.addEventListener('keydown', e => {
    if (!(e.ctrlKey || e.metaKey) || e.key.toLowerCase() !== 'z' || e.target.matches('input, textarea, select')) return;
    e.preventDefault();
    if (e.shiftKey) step(future, past); else step(past, future);
  });
  document.addEventListener('htmx:after:swap', () => {
    const new_ = text();
    if (new_ !== undefined && new_ !== now && !stepping) { past.push(now); future.length = 0; }
    now = new_ ?? now;
    stepping = false;
    shut();
    /* what was chosen in a part that is folded now: focus stays beside it */
    document.activeElement?.closest('details:not([open])')?.querySelector('summary')?.focus();
  });
  /* where it is put is no part of the report */
  document.addEventListener('change', e => e.target.closest?.('[data-quiet-change]') && e.stopPropagation(), true);
})();
