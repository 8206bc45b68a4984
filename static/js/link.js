/* A link to one of many records: the box takes names, what is sent is the record's id. Without scripts a number is typed.
   data-link="…" looks names up; data-seek stands in the empty box, data-title is what the record is called */
(() => {
  'use strict';
  const doc = document, dressed = new WeakSet();
  const make = (tag, what) => Object.assign(doc.createElement(tag), what);
  const changed = el => ['input', 'change'].forEach(name => el.dispatchEvent(new Event(name, { bubbles: true })));

  function link(home) {
    const kept = home.querySelector('input[name]'), said = home.querySelector('[data-title]');
    if (!kept || kept.readOnly || kept.disabled || home.querySelector('[data-entry]')) return;
    const list = make('datalist', { id: `${kept.id}-l` });
    const entry = make('input', { className: 'input', type: 'text', id: `${kept.id}-n`, autocomplete: 'off', placeholder: home.dataset.seek, value: said?.dataset.title ?? kept.value });
    entry.dataset.entry = '';
    for (const name of ['aria-describedby', 'aria-invalid', 'aria-label']) if (kept.hasAttribute(name)) entry.setAttribute(name, kept.getAttribute(name));
    entry.setAttribute('list', list.id);
    const label = doc.querySelector(`label[for="${CSS.escape(kept.id)}"]`)?.firstChild?.textContent.trim();
    if (label) entry.setAttribute('aria-label', label);
    const ids = new Map([[entry.value, kept.value]]);
    let asked = 0, wait;

    const look = async query => {                          // of two with one name, the second carries its number
      const turn = ++asked, answer = await fetch(`${home.dataset.link}?${new URLSearchParams(query)}`);
      if (!answer.ok || turn !== asked) return [];
      const found = [...new DOMParser().parseFromString(await answer.text(), 'text/html').querySelectorAll('option')];
      if (turn !== asked) return [];
      const names = found.map(({ text, value }) => {
        const name = (ids.get(text) ?? value) === value ? text : `${text} · ${value}`;
        ids.set(name, value);
        return name;
      });
      list.replaceChildren(...names.map(value => make('option', { value })));
      return names;
    };
    const take = () => {
      const text = entry.value.trim(), id = ids.get(text) ?? text;
      if (id !== kept.value) { kept.value = id; changed(kept); }
    };
    const seek = async text => { if ((await look({ q: text })).length) take(); };
    entry.oninput = e => {
      e.stopPropagation();
      const text = entry.value.trim();
      take();
      clearTimeout(wait);
      if (text && !e.isComposing && !ids.has(text)) wait = setTimeout(seek, 200, text);
    };
    entry.addEventListener('compositionend', () => entry.oninput(new Event('input')));
    entry.onchange = e => e.stopPropagation();
    kept.addEventListener('filled', async () => {          // a draft came back, with the number alone
      const names = kept.value ? await look({ id: kept.value }) : [];
      entry.value = names[0] ?? kept.value;
    });
    kept.hidden = true;
    said?.remove();
    kept.before(entry);
    home.append(list);
    dressed.add(home);
  }

  htmx.registerExtension('links', {                        // it stays as it is when the form is drawn anew around it
    htmx_before_morph_node: (el, { oldNode, newNode }) => !dressed.has(oldNode) || !!newNode.querySelector?.('[readonly],[disabled]'),
  });
  const refresh = () => doc.querySelectorAll('[data-link]').forEach(link);
  doc.addEventListener('htmx:after:swap', refresh);
  refresh();
})();
