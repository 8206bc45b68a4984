/* Drafts that follow a person to another device: what app.js keeps on this device is also kept on the server.

   data-draft-url="…"      on a form with data-draft: where it is kept        data-draft-at="…"   names the draft that the page was drawn from
   data-draft-words="… #"  said in [data-draft-state] once it is kept         [data-draft-other]  offers what this device has, where another has gone on
   data-draft-clear="key"  a form that clears the draft

   Who wins: what the server has, as another device may have gone on with it; but for what was typed here after that
   draft and could not be sent. */
(() => {
  const doc = document;
  const mark = form => `drafted:${form.dataset.draft}`;
  const read = form => { try { return JSON.parse(localStorage.getItem(mark(form))) ?? {}; } catch { return {}; } };
  const write = (form, value) => { try { localStorage.setItem(mark(form), JSON.stringify(value)); } catch { /* storage is full or forbidden */ } };
  const drop = key => { localStorage.removeItem(`draft:${key}`); localStorage.removeItem(`drafted:${key}`); };
  const sendable = el => el && !/^(csrf_token|draft_mark)$/.test(el.name) && !/password|file/.test(el.type) && !('secret' in el.dataset);
  const unanswered = new Set();   // marks of saves that may still arrive after the form
  let waiting, timer, asking;

  doc.addEventListener('draft:kept', e => {
    const form = e.target;
    if (!form.dataset.draftUrl || form.dataset.sent || 'draftEnded' in form.dataset) return;
    write(form, { ...read(form), at: form.dataset.draftAt ?? '', open: true });
    clearTimeout(timer);
    waiting = form;
    timer = setTimeout(send, 1500);
  });
  addEventListener('pagehide', () => waiting && !waiting.dataset.sent && send());
  addEventListener('online', () => waiting && send());
  doc.addEventListener('submit', e => {
    if (e.target.dataset.draftUrl) name(e.target);
    if (e.target === waiting) { clearTimeout(timer); asking?.abort(); waiting = null; }
  }, true);

  /* The server refuses a first save that it has in hand while the form is sent, by its mark. */
  function name(form) {
    const input = form.querySelector('[name=draft_mark]') ?? form.appendChild(Object.assign(doc.createElement('input'), { type: 'hidden', name: 'draft_mark' }));
    input.value = [...unanswered].slice(-5).join(',');
  }

  async function send() {
    const form = waiting;
    clearTimeout(timer);
    if (!form?.isConnected) return waiting = null;
    const body = new URLSearchParams();
    for (const el of form.elements) if (!sendable(el) && el.name) body.append('-', el.name);
    const left = new Set(body.getAll('-'));
    body.delete('-');
    for (const [name, value] of new FormData(form)) if (typeof value === 'string' && !left.has(name)) body.append(name, value);
    const mark = `${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 12)}`;   // known here although the answer may come too late
    body.append('draft_at', form.dataset.draftAt ?? '');
    body.append('draft_mark', mark);
    write(form, { ...read(form), sent: mark });
    unanswered.add(mark);
    asking = new AbortController();
    try {
      const headers = { 'X-CSRFToken': doc.querySelector('meta[name="csrf-token"]')?.content ?? '' };
      const answer = await fetch(form.dataset.draftUrl, { method: 'POST', body, headers, keepalive: true, signal: asking.signal });
      unanswered.delete(mark);
      const state = form.querySelector('[data-draft-state]');
      if (answer.status === 410) { form.dataset.draftEnded = ''; waiting = null; if (state) state.textContent = form.dataset.draftOver; }  // sent elsewhere
      if (answer.status === 409 && state) state.textContent = form.dataset.draftBehind;  // another device has gone on
      if (!answer.ok) return;                                                     // it stays on this device
      const { at, time } = await answer.json();
      form.dataset.draftAt = at;
      if (waiting === form) waiting = null;
      write(form, { at, open: false });
      if (state) state.textContent = form.dataset.draftWords.replace('#', time);
    } catch { /* no line: it stays on this device, and goes when there is one */ }
  }

  doc.addEventListener('draft:found', e => {
    const form = e.target, at = form.dataset.draftAt, { at: base, sent, open } = read(form);
    if (!form.dataset.draftUrl || (at && (at === base || at === sent))) return;   // nobody has gone on but this device
    if (!at && base && !open) { drop(form.dataset.draft); return e.preventDefault(); }  // sent or cleared at another device
    if (!at) return;
    e.preventDefault();
    const other = form.querySelector('[data-draft-other]');
    if (!open || !other) return;
    other.hidden = false;
    other.querySelector('button').onclick = () => { other.hidden = true; e.detail(); };
  });

  doc.addEventListener('draft:gone', e => localStorage.removeItem(`drafted:${e.detail}`));
  doc.addEventListener('submit', e => { if (e.target.dataset.draftClear) drop(e.target.dataset.draftClear); });
})();
