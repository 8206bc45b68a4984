/* The form designer: drag and keys. Whatever they do is sent by the form #dropped, as its buttons would send it.
   data-find-type   narrows the palette; Enter adds the first that is left        data-add="text"   a type to drag
   data-card="id"   a field on the canvas: Alt ↑↓ moves, Ctrl D doubles, Delete retires       data-section, data-drop-end   where it lands
   Ctrl Z takes the last act back, Ctrl Shift Z does it again, outside of a box */
(() => {
  'use strict';
  const one = (css, root = document) => root.querySelector(css), all = (css, root = document) => [...root.querySelectorAll(css)];
  const on = (name, act) => document.addEventListener(name, act);
  let carried = null;

  function send(act, values) {
    const form = one('#dropped');
    all('input[type=hidden]', form).forEach(input => {
      if (['field', 'type', 'section', 'before', 'step'].includes(input.name)) input.value = values[input.name] ?? '';
    });
    one('[name=act]', form).value = act;
    form.requestSubmit();
  }

  /* ------------------------------------------------------------------ drag */
  const clear = () => all('.before').forEach(each => each.classList.remove('before'));
  function goal(target) {
    const card = target?.closest?.('[data-card]'), section = target?.closest?.('[data-section]');
    if (!section) return null;
    return { at: card ?? one('[data-drop-end]', section), before: card?.dataset.card ?? '', section: section.dataset.section };
  }
  on('dragstart', e => {
    const type = e.target.closest?.('[data-add]'), card = e.target.closest?.('[data-card]');
    if (!type && !card) return;
    carried = type ? { type: type.dataset.add } : { field: card.dataset.card };
    e.dataTransfer.effectAllowed = 'copyMove';
    e.dataTransfer.setData('text/plain', type?.dataset.add ?? card.dataset.card);
    card?.classList.add('carried');
  });
  on('dragover', e => {
    const found = carried && goal(e.target);
    clear();
    if (!found) return;
    e.preventDefault();
    found.at.classList.add('before');
  });
  on('drop', e => {
    const found = carried && goal(e.target);
    if (!found) return;
    e.preventDefault();
    const place = { before: found.before, section: found.section };
    if (carried.type) send('add_field', { ...place, type: carried.type });
    else if (carried.field !== found.before) send('move_field', { ...place, field: carried.field });
  });
  on('dragend', () => { carried = null; clear(); all('.carried').forEach(each => each.classList.remove('carried')); });

  /* ------------------------------------------------------------------ keys */
  on('keydown', e => {                                     // what is typed in a box is the browser's to take back
    if (!(e.ctrlKey || e.metaKey) || !/^[zy]$/i.test(e.key) || e.target.matches?.('input:not([type=checkbox],[type=radio]),textarea')) return;
    const button = one(e.shiftKey || /y/i.test(e.key) ? '#forth' : '#back');
    if (!button || button.disabled) return;
    e.preventDefault();
    button.click();
  });
  on('keydown', e => {
    const card = e.target.closest?.('[data-card]');
    if (!card || e.isComposing) return;
    const field = card.dataset.card, step = { ArrowUp: 'up', ArrowDown: 'down' }[e.key];
    const act = e.altKey && step ? ['move_field', { field, step }] : e.key === 'Delete' ? ['retire_field', { field }]
      : (e.ctrlKey || e.metaKey) && e.key.toLowerCase() === 'd' ? ['duplicate_field', { field }] : null;
    if (!act) return;
    e.preventDefault();
    send(...act);
  });

  /* --------------------------------------------------------------- palette */
  on('input', e => {
    if (!e.target.matches('[data-find-type]')) return;
    const sought = e.target.value.trim().toLowerCase();
    all('[data-types]').forEach(group => {
      const types = all('[data-add]', group);
      types.forEach(each => { each.hidden = !each.dataset.words.includes(sought); });
      group.hidden = types.every(each => each.hidden);
    });
  });
  on('keydown', e => {
    if (!e.target.matches?.('[data-find-type]') || e.key !== 'Enter' || e.isComposing) return;
    e.preventDefault();
    const first = e.target.value.trim() && one('[data-add]:not([hidden])');
    if (first) { e.target.value = ''; first.click(); }
  });

  /* -------------------------------------------- what is selected comes into sight */
  let shown = '', entered = one('#rooms')?.dataset.room ?? '';
  const look = () => {
    const line = one('.file .on'), box = line?.parentElement;
    if (line) box.scrollTop = line.offsetTop - box.offsetTop - 40;
    const props = one('#props'), now = `${props?.dataset.what}:${props?.dataset.id}`, room = one('#rooms')?.dataset.room ?? '';
    if (room !== entered) (room ? one('#rooms') : one('.df.sel'))?.scrollIntoView({ block: room ? 'start' : 'center' });
    else if (shown && now !== shown) {
      if (matchMedia('(max-width: 60rem)').matches) props?.scrollIntoView({ block: 'start' });
      else one('.df.sel')?.scrollIntoView({ block: 'nearest' });
    }
    shown = now;
    entered = room;
  };
  /* A new field's id follows its name, and the address with it; the name of one just added is there to be typed over. */
  function name() {
    const props = one('#props'), url = new URL(location.href), box = document.activeElement;
    for (const what of ['field', 'section']) {
      if (props?.dataset.what === what) url.searchParams.set(what, props.dataset.id); else url.searchParams.delete(what);
    }
    if (props) history.replaceState(history.state, '', url);
    if (box?.matches('#props [data-focus]')) box.select();
  }
  /* What somebody has opened stays open while they work in it. */
  window.htmx?.registerExtension('opened', {
    htmx_before_morph_attr: (el, { attrName }) => attrName !== 'open' || !el.matches('[data-designer] details'),
  });
  /* A morph leaves the box one is in alone; as long as nobody typed there, it shows what the page says now. */
  const entry = new WeakMap();
  on('focusin', e => { if (e.target.matches?.('#props input:not([type]), #props textarea')) entry.set(e.target, e.target.value); });
  on('htmx:after:swap', () => {
    const box = document.activeElement;
    if (!entry.has(box) || entry.get(box) !== box.value) return;
    box.value = box.defaultValue;
    entry.set(box, box.value);
  });
  on('htmx:after:swap', e => { if (!e.detail.ctx.sourceElement.matches?.('a')) name(); });  // links bring their own address
  /* Rows of conditions are drawn anew with their rule: whoever was in one is still there afterwards. */
  let inside = '';
  on('htmx:before:swap', () => { inside = document.activeElement?.closest?.('.cgroups') ? document.activeElement.name : ''; });
  on('htmx:after:swap', () => { if (inside && document.activeElement === document.body) one(`[name="${CSS.escape(inside)}"]`)?.focus(); });
  on('htmx:after:swap', look);
  look();
})();
