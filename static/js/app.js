/* Leadwright in the browser: comfort only; every main path works without it. No eval, no inline style, no globals.

   What it understands in the page:
   data-key="n"            pressing N clicks (or focuses) this; "1", "[", "Escape" too      data-go="d"        pressing G then D
   data-rows / data-row    a list for J K, X ticks, Enter opens the first link (or a[data-open])
   data-sift-links         narrows the links beside it to those that hold what is typed
   data-search             the box that / focuses                                             data-palette       opens ⌘K
   data-dialog="id"        opens that <dialog>; empty on a link: loads its address into #sheet (event `close-dialog` shuts it, as does data-close)
   data-bulk               holds data-pick, data-pick-all, data-bulk-bar, -count, -clear      data-menu          <details> that closes
   data-draft="key"        a form kept on this device until it is sent (data-draft-note, data-draft-drop inside); data-draft-steps: of several pages
   data-not-taken          a page (sign-in, error) after which what was sent is still to be kept
   data-live               a part the server redraws on change (components/form.html); "left": not while somebody types in it
   data-focus              takes focus after a swap        data-announce="words"  is read after a swap     data-quiet  polls silently
   data-due                <time> kept fresh each minute   data-toast, data-toast-close                    data-yaml   the file editor
   data-theme-choice, data-keys-choice   kept in cookies the server reads                     data-mod           shows ⌘ on Apple machines */
(() => {
  const doc = document, root = doc.documentElement;
  const one = (css, from = doc) => from.querySelector(css);
  const all = (css, from = doc) => [...from.querySelectorAll(css)];
  const on = (name, act, capture) => doc.addEventListener(name, act, capture);
  const words = one('#app-words')?.dataset ?? {};
  const apple = /Mac|iPhone|iPad/.test(navigator.platform);
  const say = text => { const line = one('#status'); if (line && text) { line.textContent = ''; setTimeout(() => line.textContent = text, 50); } };
  const keep = (name, value) => doc.cookie = `${name}=${value}; path=/; max-age=31536000; samesite=lax`;
  const session = act => { try { return act(sessionStorage); } catch { return null; } };   // another site's frame may have none
  const visible = el => el.getClientRects().length > 0 && !el.disabled;

  /* ------------------------------------------------------------- requests */
  on('htmx:config:request', e => {
    const token = one('meta[name="csrf-token"]')?.content;
    if (token) e.detail.ctx.request.headers['X-CSRFToken'] = token;
  });

  on('htmx:before:request', e => {
    const { ctx } = e.detail, part = ctx.target;
    ctx.heldAt = held(ctx.sourceElement);
    if (ctx.sourceElement.closest?.('[data-quiet],[data-live],[data-seek]')) return;
    part?.setAttribute?.('aria-busy', 'true');
    ctx.slow = setTimeout(() => say(words.busy), 2000);
  });

  on('htmx:finally:request', e => {
    clearTimeout(e.detail.ctx.slow);
    e.detail.ctx.target?.removeAttribute?.('aria-busy');
  });

  on('htmx:before:swap', e => {
    const { ctx } = e.detail;
    if (ctx.response?.status >= 500) { e.preventDefault(); failed(ctx); }
    else if (ctx.sourceElement.matches?.('[data-live]') && (composing || held(ctx.sourceElement) !== ctx.heldAt)) {
      e.preventDefault();                                  // an older answer than what the form holds by now
      const again = () => htmx.trigger(ctx.sourceElement, 'change');
      if (ctx.sourceElement.dataset.live === 'left') ctx.sourceElement.addEventListener('focusout', again, { once: true });
      else if (!composing) again();
    } else if (ctx.sourceElement.matches?.('[data-live]')) remember(ctx.sourceElement.closest('form'));
  });

  on('htmx:error', e => e.detail.ctx && failed(e.detail.ctx));

  on('htmx:after:swap', e => {
    const { ctx } = e.detail;
    if (ctx.status === 'swapped' || !ctx.sourceElement.closest?.('[data-quiet]')) arrive(ctx);
    if (ctx.target?.matches?.('[data-live]')) recall(ctx.target.closest('form'));
    refresh();
  });

  function arrive(ctx) {
    const part = ctx.target?.isConnected ? ctx.target : doc;
    const next = part.matches?.('[data-focus]') ? part : one('[data-focus]', part);
    if (next && !ctx.sourceElement.matches?.('[data-live]')) focusOn(next);
    say((part.matches?.('[data-announce]') ? part : one('[data-announce]', part))?.dataset.announce);
  }

  function focusOn(el) {
    if (!el.matches('a,button,input,select,textarea,[tabindex]')) el.tabIndex = -1;
    el.focus({ preventScroll: false });
  }

  function failed(ctx) {
    const part = ctx.target, note = one('#failed')?.content.firstElementChild.cloneNode(true);
    if (!part?.parentNode || !note || part.previousElementSibling?.matches('[data-failed]')) return;
    note.dataset.failed = '';
    one('[data-retry]', note).onclick = () => { note.remove(); again(ctx); };
    part.before(note);
  }

  function again({ sourceElement: el, sourceEvent }) {
    if (el.matches('form')) el.requestSubmit(); else htmx.trigger(el, sourceEvent?.type ?? 'click');
  }

  /* ----------------------------------------------- input methods and forms */
  let composing = false;
  on('compositionstart', () => composing = true, true);
  on('compositionend', e => {
    composing = false;
    if (asks(e.target)) setTimeout(() => e.target.dispatchEvent(new Event('input', { bubbles: true })));
  }, true);
  on('input', e => {
    if (!e.target.matches?.('[data-sift-links]')) return;
    const typed = e.target.value.trim().toLowerCase();
    all('a', e.target.parentNode).forEach(link => { link.hidden = !link.textContent.toLowerCase().includes(typed); });
  });
  on('input', e => { if (e.isComposing && asks(e.target)) e.stopImmediatePropagation(); }, true);
  const asks = el => el.matches?.('[hx-get],[hx-post]');
  const held = el => el.matches?.('[data-live]') ? new URLSearchParams(new FormData(el.closest('form'))).toString() : '';

  on('submit', e => {
    const form = e.target, button = e.submitter;
    if (form.method === 'dialog' || form.matches('[hx-post],[hx-get],[hx-put],[hx-patch]')) return;
    if (form.dataset.sent) return e.preventDefault();      // a second click must not send a second record
    form.dataset.sent = '1';
    button?.setAttribute('aria-busy', 'true');
    if (form.dataset.draft) session(kept => kept.setItem('sent', form.dataset.draft));
  });
  addEventListener('pageshow', () => all('form[data-sent]').forEach(form => {
    delete form.dataset.sent;
    all('[aria-busy]', form).forEach(el => el.removeAttribute('aria-busy'));
  }));

  /* --------------------------------------------------------------- drafts */
  const drafted = form => [...new FormData(form)].filter(([name, value]) => typeof value === 'string' && !secret(form.elements[name]));
  const secret = el => el?.type ? /password|hidden|file/.test(el.type) && !stood(el.name) || 'secret' in el.dataset : [...el ?? []].every(secret);
  const stood = name => name === 'version' || name === 'seen_at';   // which record the text was typed over: what others change since is not overwritten
  const typed = pairs => JSON.stringify(pairs.filter(([name]) => !stood(name)));
  const slot = form => `draft:${form.dataset.draft}`;
  let saving, pending;
  const told = (form, name, detail) => form.dispatchEvent(new CustomEvent(`draft:${name}`, { bubbles: true, cancelable: true, detail }));  // to drafts.js
  const save = () => {
    if (pending?.isConnected) { store(slot(pending), JSON.stringify([...elsewhere(pending), ...drafted(pending)])); told(pending, 'kept'); }
    pending = null;
  };
  addEventListener('pagehide', save);
  on('input', e => {
    const form = e.target.form;
    if (!form?.dataset.draft) return;
    clearTimeout(saving);
    pending = form;
    saving = setTimeout(save, 400);
  });
  const read = form => { try { return JSON.parse(localStorage.getItem(slot(form))); } catch { return null; } };
  const here = form => new Set([...form.elements].filter(el => !secret(el)).map(el => el.name));
  const elsewhere = form => 'draftSteps' in form.dataset ? (read(form) ?? []).filter(([name]) => !here(form).has(name)) : [];  // other steps' answers
  const store = (key, value) => { try { value ? localStorage.setItem(key, value) : localStorage.removeItem(key); } catch { /* storage is full or forbidden */ } };
  const forget = key => { clearTimeout(saving); pending = null; store(`draft:${key}`); doc.dispatchEvent(new CustomEvent('draft:gone', { detail: key })); };

  function restore(form) {
    if (form.dataset.read) return;
    form.dataset.read = '1';
    const wrong = one('[aria-invalid],.errors', form);
    if (session(kept => kept.getItem('sent')) === form.dataset.draft) session(kept => kept.removeItem('sent'));  // it is here again, so it was not taken
    const there = here(form), saved = read(form) ?? [], pairs = saved.filter(([name]) => there.has(name));
    if (wrong || typed(pairs) === '[]' || typed(drafted(form)) === typed(pairs)) return;
    const take = () => takeBack(form, pairs, saved);
    if (told(form, 'found', take)) take();
  }

  function takeBack(form, pairs, saved) {
    fill(form, pairs);
    remember(form, saved);
    const note = one('[data-draft-note]', form);
    if (note) note.hidden = false;
    setTimeout(() => all('[data-live]', form).forEach(part => window.htmx?.trigger(part, 'change')), 100);  // htmx wires itself up after us
  }

  /* What stood in a field that a condition took away comes back with the field. */
  const memory = new WeakMap();
  function remember(form, pairs = drafted(form)) {
    const kept = memory.get(form)?.filter(([name]) => !form.elements[name]) ?? [];
    memory.set(form, [...kept, ...pairs]);
    form.dataset.names = [...form.elements].map(el => el.name).join(' ');
  }
  function recall(form) {
    const before = new Set(form.dataset.names?.split(' '));
    const back = memory.get(form)?.filter(([name]) => form.elements[name] && !before.has(name)) ?? [];
    if (back.length) fill(form, back, new Set(back.map(([name]) => name)));
  }

  function fill(form, pairs, only) {
    const values = new Map();
    pairs.forEach(([name, value]) => values.set(name, [...values.get(name) ?? [], value]));
    for (const el of form.elements) {
      if (!el.name || secret(el) || only && !only.has(el.name)) continue;
      const mine = values.get(el.name) ?? [];
      if (el.type === 'checkbox' || el.type === 'radio') el.checked = mine.includes(el.value);
      else if (el.type === 'select-multiple') for (const o of el.options) o.selected = mine.includes(o.value);
      else if (mine.length) { el.dataset.fresh ??= el.value; el.value = mine.shift(); }
      el.dispatchEvent(new Event('filled', { bubbles: true }));
    }
  }

  on('htmx:after:request', e => {
    const { ctx } = e.detail, form = ctx.sourceElement.closest?.('form[data-draft]');
    if (form && ctx.sourceElement === form && ctx.response.status < 400) { forget(form.dataset.draft); form.reset(); }  // a morph would keep what was typed
  });

  /* -------------------------------------------------------- keys and lists */
  let going = 0;
  on('keydown', e => {
    const field = e.target.closest?.('input:not([type=checkbox]):not([type=radio]),textarea,select,[contenteditable]');
    const mod = e.ctrlKey || e.metaKey;
    if (e.isComposing || composing || e.keyCode === 229) return;
    if (mod && e.key === 'k') return stop(e, openPalette);
    if (mod && (e.key === 'Enter' || e.key === 's' && field?.closest('[data-yaml]'))) return e.target.form && stop(e, () => e.target.form.requestSubmit());
    if (e.target.matches?.('[data-seek]')) return seek(e);
    if (e.key === 'Escape') return escape(e, field);
    if (mod || e.altKey || field || root.dataset.keys === 'off' || one('dialog[open]')) return;
    const key = e.key.toLowerCase();
    if (Date.now() - going < 1200) { going = 0; return press(e, `[data-go="${CSS.escape(key)}"]`); }
    if (key === 'g') going = Date.now();
    else if (key === '?') stop(e, () => one('#keys')?.showModal());
    else if (key === '/') stop(e, () => { const box = all('[data-search]').find(visible); box ? box.focus() : openPalette(); });
    else if (key === 'j' || key === 'k') move(e, key === 'j' ? 1 : -1);
    else if (key === 'x' && current()) stop(e, () => { const box = one('[data-pick]', current()); box ? box.click() : press(e, '[data-key~="x"]'); });
    else if (e.key === 'Enter' && current() && !e.target.closest('a,button,summary,input')) stop(e, () => (one('a[data-open]', current()) ?? one('a', current()) ?? current()).click());
    else press(e, `[data-key~="${CSS.escape(key)}"]`);
  });

  function stop(e, act) { e.preventDefault(); act(); }
  function press(e, css) {
    const el = (current() && one(css.replace('-key', '-row-key'), current())) ?? all(css).reverse().find(visible);
    if (el) stop(e, () => el.matches('input:not([type=checkbox]),textarea,select') ? el.focus() : el.click());
  }
  function escape(e, field) {
    const menu = one('[data-menu][open]');
    if (one('dialog[open]')) return;
    if (menu) { menu.open = false; one('summary', menu).focus(); }
    else if (field) field.blur();
    else if (one('[data-bulk-bar]:not([hidden])')) one('[data-bulk-clear]')?.click();
    else press(e, '[data-key~="Escape"]');
  }

  const current = () => one('[data-rows] [data-row][aria-current],[data-rows] [data-row].cur');
  function move(e, by) {
    const rows = all('[data-rows] [data-row]').filter(visible), now = rows.indexOf(current());
    const next = rows[Math.min(Math.max(now + by, 0), rows.length - 1)];
    if (!next) return;
    e.preventDefault();
    if (e.shiftKey && current()) [current(), next].forEach(row => { const box = one('[data-pick]', row); if (box && !box.checked) box.click(); });
    rows.forEach(row => { row.classList.toggle('cur', row === next); row.removeAttribute('aria-current'); });
    next.setAttribute('aria-current', 'true');
    const link = next.matches('a') ? next : one('a', next);
    (link ?? next).focus({ preventScroll: true });
    next.scrollIntoView({ block: 'nearest' });
  }

  on('change', e => {
    const home = e.target.closest?.('[data-bulk]');
    if (e.target.matches?.('[data-pick-all]')) all('[data-pick]', home).forEach(box => box.checked = e.target.checked);
    if (home && e.target.matches('[data-pick],[data-pick-all]')) count(home);
    if (e.target.matches?.('[data-keys-choice]')) { root.dataset.keys = e.target.checked ? 'on' : 'off'; keep('keys', root.dataset.keys); }
  });
  function count(home) {
    const boxes = all('[data-pick]', home), picked = boxes.filter(box => box.checked), bar = one('[data-bulk-bar]', home), head = one('[data-pick-all]', home);
    boxes.forEach(box => { const row = box.closest('[data-row],tr'); box.checked ? row?.setAttribute('aria-selected', 'true') : row?.removeAttribute('aria-selected'); });
    if (head) { head.checked = picked.length > 0 && picked.length === boxes.length; head.indeterminate = picked.length > 0 && picked.length < boxes.length; }
    if (!bar) return;
    bar.hidden = !picked.length;
    const words = one('[data-bulk-count]', bar);
    if (words) { words.textContent = words.dataset.text.replace('#', picked.length); if (picked.length) say(words.textContent); }
  }

  /* ------------------------------------------------------ palette, dialogs */
  function openPalette() {
    const box = one('#palette'), seek = box && one('[data-seek]', box);
    if (!box || box.open) return seek?.select();
    box.showModal(); seek.select();
    window.htmx?.trigger(seek, 'open');
  }
  let sought = '', waiting = false;                                              // Enter waits for the hits of what was typed
  on('input', e => { if (e.target.matches?.('[data-seek]')) waiting = false; });
  on('htmx:before:request', e => { const { ctx } = e.detail; if (ctx.sourceElement.matches?.('[data-seek]')) ctx.sought = ctx.sourceElement.value; });
  on('htmx:after:swap', e => {
    const { ctx } = e.detail;
    if (ctx.sought === undefined) return;
    sought = ctx.sought;
    if (waiting && sought === ctx.sourceElement.value) { waiting = false; one('#hits [role="option"]')?.click(); }
  });
  function seek(e) {
    const hits = all('#hits [role="option"]'), now = hits.findIndex(hit => hit.getAttribute('aria-selected') === 'true');
    if (e.key === 'ArrowDown' || e.key === 'ArrowUp') stop(e, () => choose(hits, (now + (e.key === 'ArrowDown' ? 1 : -1) + hits.length) % hits.length));
    else if (e.key === 'Enter' && sought !== e.target.value) stop(e, () => { waiting = true; });
    else if (e.key === 'Enter' && hits.length) stop(e, () => hits[Math.max(now, 0)].click());
  }
  function choose(hits, at) {
    hits.forEach((hit, n) => hit.setAttribute('aria-selected', n === at));
    if (!hits[at]) return;
    hits[at].scrollIntoView({ block: 'nearest' });
    one('[data-seek]').setAttribute('aria-activedescendant', hits[at].id);
  }

  on('click', e => {
    const el = e.target.closest?.('[data-dialog],[data-palette],[data-bulk-clear],[data-toast-close],[data-theme-choice],[data-draft-drop],[data-line],[data-close]');
    all('[data-menu][open]').forEach(menu => { if (!menu.contains(e.target)) menu.open = false; });
    if (e.target.matches?.('dialog[open]')) e.target.close();                    // the backdrop
    if (!el || e.ctrlKey || e.metaKey) return;
    const d = el.dataset;
    if ('close' in d) { const box = el.closest('dialog'); if (box) stop(e, () => box.close()); }
    else if ('palette' in d) stop(e, openPalette);
    else if ('bulkClear' in d) { const home = el.closest('[data-bulk]'); all('[data-pick]', home).forEach(box => box.checked = false); count(home); }
    else if ('toastClose' in d) el.closest('[data-toast]').remove();
    else if ('themeChoice' in d) theme(d.themeChoice);
    else if ('draftDrop' in d) stop(e, () => { const form = el.form; forget(form.dataset.draft); form.reset(); all('input[type=hidden][data-fresh]', form).forEach(el => el.value = el.dataset.fresh); one('[data-draft-note]', form).hidden = true; });
    else if ('line' in d) { const file = doc.getElementById(d.for); if (file) stop(e, () => jump(file, +d.line, +d.column)); }
    else if (d.dialog) { const box = doc.getElementById(d.dialog); if (box) stop(e, () => box.showModal()); }
    else if (el.href && window.htmx) stop(e, () => load(el.href));
  });

  async function load(address) {
    const sheet = one('#sheet');
    sheet.replaceChildren();
    await htmx.ajax('GET', address, { target: sheet, swap: 'innerHTML' });
    if (!sheet.childElementCount) return;
    sheet.setAttribute('aria-labelledby', one('h2', sheet)?.id ?? '');
    if (!sheet.open) sheet.showModal();
    const first = one('[data-focus],[aria-invalid],input:not([type=hidden]),select,textarea', sheet);
    (first ?? one('h2', sheet))?.focus();
  }
  on('close-dialog', () => all('dialog[open]').forEach(box => box.close()));

  function theme(name) {
    root.dataset.theme = name; keep('theme', name);
    all('[data-theme-choice]').forEach(el => el.setAttribute('aria-pressed', el.dataset.themeChoice === name));
  }

  /* ------------------------------------------------------- toasts and time */
  function tend(toast) {
    if (toast.dataset.tended) return;
    toast.dataset.tended = '1';
    let left = 10;
    const clock = setInterval(() => {
      if (!toast.isConnected) return clearInterval(clock);
      if (!toast.matches(':hover,:focus-within') && !doc.hidden && --left <= 0) toast.remove();
    }, 1000);
  }
  const toasts = one('#toasts');
  if (toasts) new MutationObserver(() => {
    all('[data-toast]', toasts).forEach(tend);
    all('[data-toast]', toasts).slice(0, -3).forEach(old => old.remove());
  }).observe(toasts, { childList: true });

  function tick() {
    all('time[data-due]').forEach(el => {
      const minutes = Math.round((new Date(el.dateTime) - Date.now()) / 60000), far = Math.abs(minutes);
      if (isNaN(far) || far >= 1440 && minutes > 0) return;
      el.textContent = (minutes < 0 ? words.late : words.left).replace('#', span(far));
      const state = el.closest('.st'), kind = minutes < 0 ? 'late' : minutes <= 60 ? 'soon' : '';
      if (!state || state.classList.contains('good') || state.classList.contains('rest')) return;
      state.className = `st ${kind}`.trim();
      const use = one('use', state), shape = { late: 'alert-triangle', soon: 'circle-half-2' }[kind] ?? 'clock';
      use?.setAttribute('href', use.getAttribute('href').replace(/#.*/, `#${shape}`));
    });
  }
  const part = (name, n) => words[name].replace('#', n);
  const span = m => m < 60 ? part('minutes', m)
    : m < 1440 ? [part('hours', Math.floor(m / 60)), m % 60 ? part('minutes', m % 60) : ''].join(' ').trim()
    : [part('days', Math.floor(m / 1440)), Math.floor(m % 1440 / 60) ? part('hours', Math.floor(m % 1440 / 60)) : ''].join(' ').trim();
  setInterval(tick, 60000);

  /* ------------------------------------------------------- file editor */
  function jump(file, line, column) {
    const at = file.value.split('\n').slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0) + column - 1;
    file.focus(); file.setSelectionRange(at, at);
    const high = file.clientHeight / (file.rows || 1);
    scrollTo({ top: file.getBoundingClientRect().top + scrollY + high * line - innerHeight / 3 });
  }
  on('input', e => { if (e.target.closest?.('[data-yaml]')) lines(e.target); });
  function lines(file) {
    const gutter = one('.gut', file.parentNode), wanted = file.value.split('\n').length;
    while (gutter.childElementCount < wanted) gutter.append(Object.assign(doc.createElement('li'), { textContent: gutter.childElementCount + 1 }));
    while (gutter.childElementCount > wanted) gutter.lastElementChild.remove();
    file.rows = wanted;
  }
  on('keydown', e => {
    const file = e.target;
    if (e.key !== 'Enter' || e.isComposing || e.ctrlKey || e.metaKey || !file.closest?.('[data-yaml]')) return;
    const before = file.value.slice(0, file.selectionStart), line = before.slice(before.lastIndexOf('\n') + 1);
    const indent = line.match(/^\s*/)[0] + (/:\s*$/.test(line) ? '  ' : '');
    stop(e, () => { file.setRangeText(`\n${indent}`, file.selectionStart, file.selectionEnd, 'end'); lines(file); file.dispatchEvent(new Event('input', { bubbles: true })); });
  });

  /* ---------------------------------------------------------------- start */
  function offline() {
    const bar = one('#offline');
    if (!bar) return;
    const was = !bar.hidden;
    bar.hidden = navigator.onLine;
    if (!navigator.onLine) bar.textContent = words.offline.replace('#', new Date().toTimeString().slice(0, 5));
    else if (was) say(words.online);
  }
  addEventListener('offline', offline); addEventListener('online', offline);

  /* A date control writes days as the browser's language does: on a page in another one the day stands below, as it is said there. */
  const tongue = document.documentElement.lang, foreign = navigator.language.slice(0, 2) !== tongue.slice(0, 2);
  function spell(input) {
    if (!/^date/.test(input.type) || !foreign) return;
    let line = input.nextElementSibling;
    if (!line?.matches('[data-day]')) { line = document.createElement('small'); line.dataset.day = ''; line.className = 't12 muted block'; input.after(line); }
    const at = new Date(input.type === 'date' ? `${input.value}T00:00` : input.value);
    line.textContent = isNaN(at) ? '' : at.toLocaleString(tongue, { dateStyle: 'full', ...(input.type === 'date' ? {} : { timeStyle: 'short' }) });
  }
  on('input', e => spell(e.target));

  function refresh() {
    if (foreign) all('input[type^="date"]').forEach(spell);
    all('form[data-draft]').forEach(restore);
    all('[data-bulk]').forEach(count);
    tick();
  }
  all('[data-toast]').forEach(tend);
  all('[data-mod]').forEach(el => { if (apple) el.textContent = el.textContent.replace('Ctrl ', '⌘'); });
  const sent = session(kept => kept.getItem('sent'));             // sent, and the form is gone from the page: it was taken, unless the page is the sign-in or an error
  if (sent && !all('form[data-draft]').some(form => form.dataset.draft === sent)) {
    if (!one('[data-not-taken]')) forget(sent);
    session(kept => kept.removeItem('sent'));
  }
  refresh();
  all('.tabs > [aria-current]').forEach(tab => tab.scrollIntoView({ block: 'nearest', inline: 'nearest' }));  // however many stand before it
  if (!navigator.onLine) offline();
  const wrong = one('.errors[data-focus]');
  if (wrong) wrong.focus();
})();
