/* Calling colleagues by name: after an @ in [data-call] the people who may be meant, by arrows, Enter or a click. */
(() => {
  const CALL = /(?:^|[^0-9A-Za-z_.])[@＠]([^\s@＠,，.。:：;；!！?？]{0,20})$/;
  let box, wanted = 0;
  const list = () => box?.closest('[data-call]')?.querySelector('[role=listbox]');
  const options = () => [...list()?.children ?? []];
  const typed = () => box.value.slice(0, box.selectionStart).match(CALL)?.[1];

  function shut() {
    wanted++;
    if (list()) list().hidden = true;
    box?.removeAttribute('aria-activedescendant');
  }

  async function look(el) {
    box = el;
    const word = typed(), asked = ++wanted;
    if (word === undefined || box.selectionStart !== box.selectionEnd) return shut();
    const answer = await fetch(`${box.closest('[data-call]').dataset.call}?q=${encodeURIComponent(word)}`).catch(() => null);
    if (!answer?.ok || asked !== wanted) return;
    const found = new DOMParser().parseFromString(`<ul>${await answer.text()}</ul>`, 'text/html').querySelectorAll('li');
    if (asked !== wanted || !found.length) return shut();
    list().replaceChildren(...found);
    list().hidden = false;
    choose(0);
  }

  function choose(at) {
    options().forEach((one, n) => one.setAttribute('aria-selected', n === at));
    box.setAttribute('aria-activedescendant', options()[at].id);
  }

  function take(one) {
    const end = box.selectionStart, begin = end - typed().length;
    box.setRangeText(`${one.dataset.word} `, begin, end, 'end');
    shut();
    box.focus();
    box.dispatchEvent(new Event('input', { bubbles: true }));
  }

  document.addEventListener('input', e => { if (e.target.closest('[data-call] textarea') && !e.isComposing) look(e.target); });
  document.addEventListener('compositionend', e => { if (e.target.closest('[data-call] textarea')) setTimeout(() => look(e.target)); });
  document.addEventListener('focusout', e => { if (e.target === box) setTimeout(shut, 200); });
  document.addEventListener('mousedown', e => {
    const one = e.target.closest?.('[data-call] [role=option]');
    if (one) { e.preventDefault(); take(one); }
  });
  document.addEventListener('keydown', e => {
    if (e.target !== box || !list() || list().hidden || e.isComposing) return;
    const all = options(), now = all.findIndex(one => one.getAttribute('aria-selected') === 'true');
    if (e.key === 'ArrowDown' || e.key === 'ArrowUp') choose((now + (e.key === 'ArrowDown' ? 1 : -1) + all.length) % all.length);
    else if (e.key === 'Tab' || e.key === 'Enter' && !e.ctrlKey && !e.metaKey) take(all[now]);
    else if (e.key === 'Escape') shut();
    else return;
    e.preventDefault();
    e.stopPropagation();
  }, true);
})();
