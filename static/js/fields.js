/* Field controls that scripts make more comfortable: tags and rich text. Without this file each is a plain box that the server reads.

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

  /* A link to a control that has a better face leads to that face. */
  doc.addEventListener('click', e => {
    const id = e.target.closest?.('a[href^="#f-"]')?.hash.slice(1) ?? e.target.closest?.('label[for]')?.htmlFor;
    const plain = id && doc.getElementById(id);
    if (plain?.hidden) { e.preventDefault(); one('[data-entry],[contenteditable]', plain.parentElement)?.focus(); }
  });

  function refresh() {
    all('[data-tags]').forEach(tags);
    all('[data-rich]').forEach(rich);
  }
  doc.addEventListener('htmx:after:swap', refresh);
  refresh();
})();
