/* The views above a list that find no room in their row stand in the menu behind the others; without scripts the row scrolls. */
(() => {
  const views = document.querySelector('.bar > .views');
  const set = new Set();   // those that were put into the menu here

  function fit() {
    const row = views.querySelector('.tabs'), menu = views.querySelector('.drop'), words = views.querySelector('summary');
    if (!row || !menu) return;
    const count = by => words.childNodes.forEach(one => { if (one.nodeType === 3) one.data = one.data.replace(/\d+/, n => +n + by); });
    const back = [...menu.querySelectorAll('a')].filter(one => set.has(one));
    back.forEach(one => { one.className = 'tab'; row.append(one); });
    set.clear();
    const loose = [...row.children].filter(one => !one.hasAttribute('aria-current')), out = [];
    while (row.scrollWidth > row.clientWidth && loose.length) { const one = loose.pop(); out.unshift(one); one.remove(); }
    const first = menu.querySelector('a');
    out.forEach(one => { one.className = ''; set.add(one); menu.insertBefore(one, first); });
    count(out.length - back.length);
  }

  if (!views) return;
  let width = 0;
  const bar = views.parentNode;
  new ResizeObserver(() => { if (bar.clientWidth !== width) { width = bar.clientWidth; fit(); } }).observe(bar);
  document.addEventListener('htmx:after:swap', e => { if (e.detail.ctx.target === views) { set.clear(); fit(); } });
})();
