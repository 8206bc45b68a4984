/* A visitor's form whose questions depend on each other: after a change the server says which there are now ([data-redraw]), and what
   stays the same stays in place, with what was typed. */
(() => {
  const form = document.querySelector('[data-redraw]')?.closest('form');
  if (!form) return;
  const gone = new Map();                                  // a question that comes back brings its answer
  let asked = 0;
  const typed = () => [...new FormData(form)].filter(([, value]) => typeof value === 'string');

  async function look() {
    const turn = ++asked, home = form.querySelector('[data-redraw]'), sent = new URLSearchParams(typed());
    const answer = await fetch(home.dataset.redraw, { method: 'POST', body: sent }).catch(() => null);
    if (!answer?.ok || turn !== asked) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById('sheet-fields');
    if (!fresh || turn !== asked) return;
    const held = document.activeElement?.id;
    for (const part of home.children) gone.set(part.id, part);
    home.replaceChildren(...[...fresh.children].map(part => {
      const old = gone.get(part.id);
      return old?.dataset.shape && old.dataset.shape === part.dataset.shape ? old : part;
    }));
    if (held && document.activeElement?.id !== held) document.getElementById(held)?.focus();
  }
  form.addEventListener('change', e => { if (e.target.closest('[data-redraw]')) look(); });
  form.addEventListener('filled', () => { clearTimeout(form.soon); form.soon = setTimeout(look, 50); });
})();
