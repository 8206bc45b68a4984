/* Field controls that scripts make more comfortable: tags and rich text. Without this file each is a plain box that the server reads.

   data-under="id" a list of which only what lies below the chosen of another list is offered (options with data-of; data-off is not offered)
   data-cascade    a list of paths (江苏 / 苏州) becomes a list for each level, and a box to search in
   data-files="…"  each file is sent to that address as soon as it is chosen or dropped
   data-rows       rows of fields: one more, one less (data-row-add, data-row-off, a template)
   data-links      what is chosen in a box becomes a tick beside those chosen before
   data-sign       a field to draw in; what is sent is points
   data-locate     fills in where the reader is
   data-tabs       links to parts of a form (data-tab-part), of which one is shown
   data-tags       a line of words with commas between them becomes chips
   data-rich       a box of text becomes one with a toolbar; what is sent is cleaned by the server

   A control says `input` as any other when it changes, and redraws itself on `filled` (a draft came back). */
(() => {
  const doc = document;
  const one = (css, from = doc) => from.querySelector(css);
  const all = (css, from = doc) => [...from.querySelectorAll(css)];
  const make = (tag, what = {}, ...inside) => { const el = Object.assign(doc.createElement(tag), what); el.append(...inside); return el; };
  const changed = el => ['input', 'change'].forEach(name => el.dispatchEvent(new Event(name, { bubbles: true })));

  /* ----------------------------------------------------------------- tags */
  const between = /[,;|、，；\n\t]/;
  const words = text => text.split(between).map(word => word.trim()).filter(Boolean);

  function tags(box) {
    const line = one('input[name]', box);
    if (!line || line.readOnly || one('[data-entry]', box)) return;
    const entry = make('input', { className: 'bare', type: 'text', id: `${line.id}-n`, autocomplete: 'off', placeholder: line.placeholder });
    entry.dataset.entry = '';
    for (const name of ['list', 'aria-describedby', 'aria-invalid']) if (line.hasAttribute(name)) entry.setAttribute(name, line.getAttribute(name));
    entry.setAttribute('aria-label', one(`label[for="${line.id}"]`)?.firstChild?.textContent ?? '');
    let chosen = words(line.value);
    const draw = () => {
      all('.chip', box).forEach(chip => chip.remove());
      entry.before(...chosen.map((word, at) => {
        const off = make('button', { type: 'button', textContent: '×', ariaLabel: line.dataset.remove.replace('#', word) });
        off.onclick = () => { chosen.splice(at, 1); keep(); entry.focus(); };
        return make('span', { className: 'chip', textContent: word }, off);
      }));
    };
    const keep = () => { draw(); line.value = [...chosen, entry.value.trim()].filter(Boolean).join(', '); changed(line); };
    const take = () => {
      for (const word of words(entry.value)) if (!chosen.some(one => one.toLowerCase() === word.toLowerCase())) chosen.push(word);
      entry.value = '';
      keep();
    };
    entry.oninput = e => { e.stopPropagation(); between.test(entry.value) || e.inputType === 'insertReplacementText' || !e.inputType ? take() : keep(); };
    entry.onchange = e => e.stopPropagation();
    entry.onblur = () => entry.value && take();
    entry.onkeydown = e => {
      if (e.key === 'Enter' && !e.isComposing && entry.value) { e.preventDefault(); take(); }
      else if (e.key === 'Backspace' && !entry.value && chosen.length) { chosen.pop(); keep(); }
    };
    line.addEventListener('filled', () => { chosen = words(line.value); draw(); });
    box.onclick = e => e.target === box && entry.focus();
    box.classList.add('on');
    line.hidden = true;
    box.append(entry);
    draw();
  }

  /* ------------------------------------------------------------ rich text */
  function rich(home) {
    const source = one('textarea', home), page = one('[contenteditable]', home), bar = one('[role="toolbar"]', home);
    if (!source || source.hidden) return;
    const read = () => page.replaceChildren(...new DOMParser().parseFromString(source.value, 'text/html').body.childNodes);
    const write = () => { source.value = page.textContent.trim() ? page.innerHTML : ''; changed(source); };
    read();
    source.hidden = true; page.hidden = bar.hidden = false;
    page.oninput = e => { e.stopPropagation(); write(); };
    page.onpaste = e => { e.preventDefault(); doc.execCommand('insertText', false, e.clipboardData.getData('text/plain')); };
    source.addEventListener('filled', read);
    doc.execCommand('defaultParagraphSeparator', false, 'p');
    bar.onmousedown = e => e.preventDefault();             // the selection stays where it is
    bar.onclick = e => {
      const button = e.target.closest('[data-command]');
      if (!button) return;
      const [command, what] = button.dataset.command.split(':');
      page.focus();
      if (command !== 'createLink') doc.execCommand(command, false, what);
      else { const address = prompt(home.dataset.ask, 'https://'); if (address) doc.execCommand(command, false, address); }
      write();
    };
    bar.onkeydown = e => {                                 // a toolbar is one stop; arrows go along it
      const buttons = all('button', bar), at = buttons.indexOf(doc.activeElement), by = { ArrowRight: 1, ArrowLeft: -1 }[e.key];
      if (by) { e.preventDefault(); buttons[(at + by + buttons.length) % buttons.length].focus(); }
    };
  }

  /* ---------------------------------------------- lists that depend on others */
  function under(list) {
    if (list.narrow) return list.narrow();
    const every = [...list.options], above = () => doc.getElementById(list.dataset.under);
    list.narrow = () => {
      const chosen = list.value, of = above()?.value ?? '';
      const fit = every.filter(option => !option.value || option.selected && !of || (!option.dataset.of || option.dataset.of === of) && !('off' in option.dataset));
      list.replaceChildren(...fit);
      list.value = fit.some(option => option.value === chosen) ? chosen : '';
      if (list.value !== chosen) changed(list);
    };
    list.narrow();
  }
  doc.addEventListener('change', e => e.target.id && all(`select[data-under="${CSS.escape(e.target.id)}"]`).forEach(list => list.narrow?.()), true);

  function cascade(home) {
    const list = one('select[name]', home);
    if (!list || list.disabled || list.hidden || one('[data-level]', home)) return;
    const paths = [...list.options].filter(option => option.value).map(option => ({ option, path: option.textContent.split(' / ') }));
    const seek = make('input', { className: 'input', type: 'search', placeholder: home.dataset.search, ariaLabel: home.dataset.search });
    seek.setAttribute('list', `${list.id}-l`);
    const found = make('datalist', { id: `${list.id}-l` }, ...paths.map(({ option }) => make('option', { value: option.textContent })));
    const levels = Math.max(1, ...paths.map(({ path }) => path.length));
    const lists = Array.from({ length: levels }, (_, depth) => {
      const level = make('select', { className: 'input', ariaLabel: `${one(`label[for="${list.id}"]`)?.firstChild?.textContent ?? ''} ${depth + 1}` });
      level.dataset.level = depth;
      level.onchange = e => { e.stopPropagation(); choose([...lists.slice(0, depth + 1).map(one => one.value)]); };
      return level;
    });
    const draw = path => lists.forEach((level, depth) => {
      const words = new Set(paths.filter(one => path.slice(0, depth).every((word, at) => one.path[at] === word)).map(one => one.path[depth]).filter(Boolean));
      level.replaceChildren(make('option', { value: '', textContent: home.dataset.choose }), ...[...words].map(word => make('option', { value: word, textContent: word })));
      level.value = path[depth] ?? '';
      level.hidden = depth > 0 && (!path[depth - 1] || !words.size);
    });
    const choose = path => {
      const hit = paths.find(one => one.path.join(' / ') === path.filter(Boolean).join(' / '));
      list.value = hit?.option.value ?? '';
      draw(path.filter(Boolean));
      changed(list);
    };
    const read = () => draw(list.value ? list.selectedOptions[0].textContent.split(' / ') : []);
    seek.oninput = e => { e.stopPropagation(); if (paths.some(({ option }) => option.textContent === seek.value)) { choose(seek.value.split(' / ')); seek.value = ''; } };
    list.addEventListener('filled', read);
    list.hidden = true;
    home.append(...lists, ...(paths.length > 12 ? [seek, found] : []));
    read();
  }

  /* ---------------------------------------------------------------- files */
  function send(home, file) {
    const line = make('li', { className: 'st' }, home.dataset.sending.replace('#', file.name), ' ', make('progress', { max: 1, value: 0 }));
    one('.files', home).append(line);
    const data = new FormData(), form = home.closest('form'), call = new XMLHttpRequest();
    for (const [name, value] of [['field', home.dataset.field], ['form', home.dataset.form], ['token', form.elements.token?.value ?? ''], ['new', form.elements.version ? '' : '1'], ['file', file]]) data.append(name, value);
    call.upload.onprogress = e => { if (e.lengthComputable) one('progress', line).value = e.loaded / e.total; };
    call.onload = () => {
      const came = new DOMParser().parseFromString(call.responseText, 'text/html');
      const item = call.status < 300 && one('li', came.body);
      if (item) { line.replaceWith(item); changed(one('input', item)); }
      else fail(one('[role=alert],.note,p', came.body)?.textContent.trim());
    };
    const fail = words => { line.className = 'err'; line.textContent = words || home.dataset.failed.replace('#', file.name); line.setAttribute('role', 'alert'); };
    call.onerror = () => fail();
    call.open('POST', home.dataset.files);
    call.setRequestHeader('X-CSRFToken', one('meta[name="csrf-token"]')?.content ?? '');
    call.setRequestHeader('HX-Request', 'true');
    call.send(data);
  }
  doc.addEventListener('change', e => {
    const home = e.target.type === 'file' && e.target.closest('[data-files]');
    if (home) { e.stopPropagation(); [...e.target.files].forEach(file => send(home, file)); e.target.value = ''; }
  }, true);
  for (const name of ['dragover', 'drop']) doc.addEventListener(name, e => {
    const home = e.target.closest?.('[data-files]');
    if (!home || !e.dataTransfer.types.includes('Files')) return;
    e.preventDefault();
    if (name === 'drop') [...e.dataTransfer.files].forEach(file => send(home, file));
  });

  doc.addEventListener('click', e => {
    const button = e.target.closest?.('[data-locate]'), box = button && one('input', button.parentElement);
    if (box) navigator.geolocation?.getCurrentPosition(({ coords }) => { box.value = `${coords.latitude.toFixed(6)}, ${coords.longitude.toFixed(6)}`; changed(box); });
  });

  /* ----------------------------------------------------------------- rows */
  const rowsOf = home => all(':scope > [role=group]', home);
  const number = home => rowsOf(home).forEach((row, at) => row.setAttribute('aria-label', `${home.dataset.row} ${at + 1}`));
  function addRow(home, key = Math.max(-1, ...rowsOf(home).flatMap(row => all('[name]', row)).map(el => +el.name.split('.')[1] || 0)) + 1) {
    one('template', home).insertAdjacentHTML('beforebegin', one('template', home).innerHTML.replaceAll('__row__', key));
    number(home);
    refresh();
    const row = rowsOf(home).at(-1);
    window.htmx?.process(row);
    return row;
  }
  doc.addEventListener('click', e => {
    const add = e.target.closest?.('[data-row-add]'), off = e.target.closest?.('[data-row-off]'), home = (add ?? off)?.closest('[data-rows]');
    if (add && rowsOf(home).length < home.dataset.most) one('input:not([type=hidden]),select,textarea', addRow(home))?.focus();
    if (off) {
      const row = off.closest('[role=group]'), next = row.nextElementSibling?.matches('[role=group]') ? row.nextElementSibling : row.previousElementSibling;
      row.remove();
      number(home);
      (one('[data-row-off]', next) ?? one('[data-row-add]', home)).focus();
      changed(one('input', home));
    }
  });
  doc.addEventListener('keydown', e => {                   // Enter in the last row is one row more
    const home = e.key === 'Enter' && !e.isComposing && e.target.matches?.('input') && e.target.closest('[data-rows]');
    if (!home) return;
    e.preventDefault();
    e.target.closest('[role=group]') === rowsOf(home).at(-1) && one('[data-row-add]', home)?.click();
  });
  doc.addEventListener('drafted', e => {                   // a draft has more rows than the page
    for (const [name] of e.detail) {
      const [field, key, column] = name.split('.'), home = column && doc.getElementById(`f-${field}`);
      if (home?.matches('[data-rows]') && !home.querySelector(`[name="${CSS.escape(name)}"]`)) addRow(home, key);
    }
  });

  /* ---------------------------------------------------------------- links */
  function links(home) {
    const box = one('input[list]', home);
    if (!box) return;
    const put = (id, title) => {
      one('[data-chosen]', home).insertAdjacentHTML('beforeend', one('template', home).innerHTML);
      const item = one('[data-chosen]', home).lastElementChild;
      one('input', item).value = id;
      item.firstElementChild.lastChild.textContent = title;
    };
    box.oninput = () => {
      const option = [...box.list.options].find(option => option.value === box.value);
      if (!option) return;
      put(option.value, option.textContent);
      box.value = '';
      changed(one('[data-chosen] li:last-child input', home));
    };
  }

  /* ------------------------------------------------------------ signature */
  function sign(home) {
    const kept = one('[data-strokes]', home), page = one('svg', home);
    if (!kept || page.onpointerdown) return;
    const path = doc.createElementNS(page.namespaceURI, 'path');
    page.replaceChildren(path);
    const show = () => { path.setAttribute('d', kept.value && 'M' + kept.value.replaceAll(' ', 'L').replaceAll(';', 'M')); home.classList.toggle('on', !!kept.value); };
    const at = e => { const box = page.getBoundingClientRect(), cut = (n, most) => Math.max(0, Math.min(most, Math.round(n * most))); return `${cut((e.clientX - box.left) / box.width, 600)},${cut((e.clientY - box.top) / box.height, 200)}`; };
    let last = null;
    page.onpointerdown = e => { e.preventDefault(); page.setPointerCapture(e.pointerId); last = at(e); kept.value += (kept.value && ';') + last; show(); };
    page.onpointermove = e => { const now = last && at(e); if (now && now !== last && kept.value.length < 55000) { last = now; kept.value += ' ' + now; show(); } };
    page.onpointerup = page.onpointercancel = () => { if (last) { last = null; changed(kept); } };
    one('[data-sign-off]', home).onclick = () => { kept.value = ''; show(); changed(kept); };
    kept.addEventListener('filled', show);
    show();
  }

  /* ----------------------------------------------------------------- tabs */
  function parts(bar) {
    const form = bar.closest('form'), ways = all('a', bar), panels = ways.map(way => doc.getElementById(way.hash.slice(1)));
    const show = at => {
      form.dataset.tab = at;
      panels.forEach((panel, n) => panel.hidden = n !== at);
      ways.forEach((way, n) => n === at ? way.setAttribute('aria-current', 'true') : way.removeAttribute('aria-current'));
    };
    panels.forEach((panel, n) => panel.reveal = () => show(n));
    bar.onclick = e => { const at = ways.indexOf(e.target.closest('a')); if (at >= 0) { e.preventDefault(); show(at); } };
    show(Math.min(form.dataset.tab ?? Math.max(0, panels.findIndex(panel => one('[aria-invalid]', panel))), panels.length - 1));
  }

  /* ---------------------------------------------------------------- stars */
  doc.addEventListener('keydown', e => {                   // they stand in the page from the last to the first
    const by = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[e.key], box = by && e.target.closest?.('.rate');
    if (!box) return;
    e.preventDefault();
    const stars = all('input', box).reverse(), next = stars[Math.min(Math.max(stars.indexOf(e.target) + by, 0), stars.length - 1)];
    next.focus(); next.click();
  });

  /* A link to a control that has a better face leads to that face. */
  doc.addEventListener('click', e => {
    const id = e.target.closest?.('a[href^="#f-"]')?.hash.slice(1) ?? e.target.closest?.('label[for]')?.htmlFor;
    const plain = id && doc.getElementById(id);
    plain?.closest('[data-tab-part][hidden]')?.reveal();
    if (plain?.hidden) { e.preventDefault(); one('[data-entry],[contenteditable],[data-level]', plain.parentElement)?.focus(); }
  });

  /* A control that has its face keeps it when the form is drawn anew, and the focus in it; unless it may no longer be changed. */
  const dressed = new WeakSet();
  const dress = (css, how) => all(css).forEach(el => { how(el); dressed.add(el); });
  window.htmx?.registerExtension('faces', {
    htmx_before_morph_node: (el, { oldNode, newNode }) => !dressed.has(oldNode) || !!one('[readonly],[disabled]', newNode),
  });

  function refresh() {
    all('[data-rows] > noscript').forEach(spare => spare.remove());   // a part that was swapped in has it as elements
    dress('[data-tags]', tags);
    dress('[data-rich]', rich);
    dress('[data-cascade]', cascade);
    dress('[data-links]', links);
    dress('[data-sign]', sign);
    all('select[data-under]').forEach(under);
    all('[data-tabs]').forEach(parts);
  }
  doc.addEventListener('htmx:after:swap', refresh);
  refresh();
})();
