/* Boards and calendars of records: a card is dragged to another lane, a name to another day.
   data-shape        the board or calendar: data-state is the list's address, data-verb "lane" or "day"
   data-card         what is dragged: data-href of the record, data-was where it stands
   data-put          a lane or a day: its value
   A lane is entered at once, and the board that comes back says what holds the card, in place; a day is asked about first.
   The same goes by keyboard and without scripts through the link in each card (M). */
(() => {
  'use strict';
  const all = css => [...document.querySelectorAll(css)];
  let card = null;
  const home = () => card?.closest('[data-shape]');

  document.addEventListener('dragstart', e => {
    card = e.target.closest?.('[data-card]');
    if (!card) return;
    e.dataTransfer.effectAllowed = 'move';
    e.dataTransfer.setData('text/plain', card.innerText.trim().split('\n')[0]);
    card.classList.add('carried');
  });

  document.addEventListener('dragover', e => {
    const put = card && e.target.closest?.('[data-put]');
    all('[data-put].drop').forEach(each => each !== put && each.classList.remove('drop'));
    if (!put) return;
    e.preventDefault();
    if (put.dataset.put !== card.dataset.was) put.classList.add('drop');
  });

  document.addEventListener('drop', e => {
    const put = card && e.target.closest?.('[data-put]');
    if (!put) return;
    e.preventDefault();
    const { verb, state } = home().dataset, { href, was } = card.dataset, to = put.dataset.put;
    if (to === was) return;
    const address = `${href}/${verb}?${state}`;
    if (verb === 'lane') htmx.ajax('POST', address, { target: home(), swap: 'outerMorph', source: home(), values: { to, was } });
    else ask(`${address}&to=${encodeURIComponent(to)}&was=${was}`);
  });

  document.addEventListener('dragend', () => {
    card?.classList.remove('carried');
    all('[data-put].drop').forEach(each => each.classList.remove('drop'));
    card = null;
  });

  function ask(address) {
    const link = Object.assign(document.createElement('a'), { href: address, hidden: true });
    link.dataset.dialog = '';
    document.body.append(link);
    link.click();
    link.remove();
  }
})();
