/* On a phone the sections beside a record are folded, but the first; and its story begins with its newest lines.
   A window that grows wide again has them as they were. What is seldom asked is folded everywhere, as the server draws it.
   Of a long form for a new record a phone asks what it needs first; what is opened or filled in stays open.
   Without scripts everything is open.   data-waiting, data-unfold="id"   a section with fields that wait, and what shows them
   data-folds   its sections fold   data-later   on wide windows, too   data-short="words"   a list of which 8 lines are shown at first */
(() => {
  const small = matchMedia('(max-width: 48rem)'), open = new Set();
  const all = (css, from = document) => [...from.querySelectorAll(css)];

  function fold(section, first) {
    const head = section.querySelector(':scope > header'), title = head?.querySelector('h2'), key = section.id || title?.textContent;
    if (!title || title.querySelector('button')) return;
    const button = document.createElement('button');
    button.type = 'button'; button.className = 'folder'; button.textContent = title.textContent;
    const show = on => { section.toggleAttribute('data-folded', !on); button.setAttribute('aria-expanded', on); };
    button.onclick = () => { const on = section.hasAttribute('data-folded'); open[on ? 'add' : 'delete'](key); show(on); };
    title.replaceChildren(button);
    show(first || open.has(key));
  }

  function unfold(section) {
    const button = section.querySelector(':scope > header h2 > .folder');
    if (button) button.replaceWith(button.textContent);
    section.removeAttribute('data-folded');
  }

  function shorten(list) {
    if (list.children.length < 12 || open.has('story') || list.querySelector('.longer')) return;
    const line = document.createElement('li'), button = document.createElement('button');
    line.className = 'longer'; button.type = 'button'; button.className = 'btn bare'; button.textContent = list.dataset.short;
    button.onclick = () => { open.add('story'); list.classList.remove('short'); line.remove(); };
    line.append(button);
    list.classList.add('short');
    list.children[7].after(line);
  }

  /* Fields that wait are drawn folded, so that nothing jumps; the server draws them so again with every answer. */
  function show(part, on) { part.toggleAttribute('data-waiting', !on); all('[data-unfold]', part).forEach(button => button.setAttribute('aria-expanded', on)); }
  function unwait(part) { open.add(part.id); show(part, true); }
  document.addEventListener('click', e => {
    const button = e.target.closest?.('[data-unfold]'), part = button && document.getElementById(button.dataset.unfold);
    if (!part) return;
    const on = part.hasAttribute('data-waiting');
    open[on ? 'add' : 'delete'](part.id);
    show(part, on);
  });
  document.addEventListener('filled', e => {               // a draft of this device came back
    const part = e.target.closest?.('.waits') && e.target.value && e.target.closest('[data-waiting]');
    if (part && (!/checkbox|radio/.test(e.target.type) || e.target.checked)) unwait(part);
  });

  function arrange() {
    all('[data-waiting]').filter(part => open.has(part.id)).forEach(unwait);
    all('[data-folds] [data-later]').forEach(section => fold(section, false));
    if (!small.matches) {
      all('[data-folds] section.card:not([data-later])').forEach(unfold);
      all('.longer').forEach(line => line.remove());
      return;
    }
    all('[data-folds] section.card').forEach((section, place) => fold(section, place === 0));
    all('[data-short]').forEach(shorten);
    all('.path').forEach(path => {                         // the stage it stands in is in sight
      const here = path.querySelector('[aria-current]');
      if (here) path.scrollLeft += here.getBoundingClientRect().left - path.getBoundingClientRect().left - 24;
    });
  }
  document.addEventListener('htmx:after:swap', arrange);
  small.addEventListener('change', arrange);
  arrange();
})();
