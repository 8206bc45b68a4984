/* The report builder's rows, columns and values: chips are dragged with a mouse, with a finger after a moment, or by keys.
   data-places       the whole, with the words that are read out: data-picked, data-over, data-dropped ("{what}", "{zone}", "{n}")
   data-zone         rows, columns, values, or out; data-said is its name
   data-move         a chip: what is moved
   data-put          the hidden button that says `put|what|zone|place`
   Keys on a chip: Space picks it up, arrows choose the place, Space or Enter lets it go, Escape leaves it where it was. */
(() => {
  'use strict';
  const FAR = 6, LONG = 280, EDGE = 48;
  const one = (css, root = document) => root.querySelector(css), all = (css, root = document) => [...root.querySelectorAll(css)];
  const home = () => one('[data-places]');
  let start = null, held = null, ghost = null, wait = 0, focusLater = '', swallow = false;

  const say = (key, values) => {
    const words = home().dataset[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
    one('[data-told]', home()).textContent = words;
  };
  const chips = zone => all('ol > li > [data-move]', zone).filter(chip => chip !== held?.chip);
  const mark = (zone, place) => {
    all('.drop, .before, .after', home()).forEach(each => each.classList.remove('drop', 'before', 'after'));
    if (!zone) return;
    zone.classList.add('drop');
    if (zone.dataset.zone === 'out') return;
    const there = chips(zone);
    (there[place] || there.at(-1))?.closest('li').classList.add(place < there.length ? 'before' : 'after');
  };

  const pick = chip => {
    held = { chip, zone: null, place: 0 };
    chip.classList.add('carried');
    home().classList.add('carrying');
  };
  const leave = () => {
    clearTimeout(wait);
    if (held) { held.chip.classList.remove('carried'); held.chip.removeAttribute('aria-pressed'); }
    home()?.classList.remove('carrying');
    if (home()) mark(null);
    ghost?.remove();
    held = ghost = start = null;
  };
  const put = () => {
    const { chip, zone, place } = held, what = chip.dataset.move, fromStock = !!chip.closest('[data-zone=out]');
    const words = { what: chip.textContent.trim(), zone: zone?.dataset.said };
    leave();
    if (!zone || (fromStock && zone.dataset.zone === 'out')) return;
    say('dropped', words);
    const button = one('[data-put]', home());
    button.value = `put|${what}|${zone.dataset.zone}|${place}`;
    button.click();
  };

  /* mouse and finger */
  const over = (x, y) => {
    const zone = document.elementFromPoint(x, y)?.closest('[data-zone]');
    if (!zone || !home().contains(zone)) return mark(held.zone = null);
    const before = chips(zone).filter(chip => {
      const box = chip.getBoundingClientRect();
      return box.bottom < y || (box.top <= y && box.left + box.width / 2 < x);
    });
    held.zone = zone;
    mark(zone, held.place = before.length);
  };
  const lift = (x, y) => {
    pick(start.chip);
    ghost = start.chip.cloneNode(true);
    ghost.removeAttribute('data-move');
    ghost.classList.add('ghost');
    document.body.append(ghost);
    follow(x, y);
  };
  const follow = (x, y) => {
    ghost.animate([{ transform: `translate(${x + 8}px, ${y + 8}px)` }], { duration: 1, fill: 'forwards' });
    if (y < EDGE || y > innerHeight - EDGE) scrollBy(0, y < EDGE ? -16 : 16);
    over(x, y);
  };

  document.addEventListener('pointerdown', e => {
    const chip = e.target.closest?.('[data-move]');
    if (!chip || e.button || held) return;
    start = { chip, x: e.clientX, y: e.clientY, touch: e.pointerType === 'touch' };
    if (start.touch) wait = setTimeout(() => start && lift(start.x, start.y), LONG);
  });
  document.addEventListener('pointermove', e => {
    if (!start) return;
    const far = Math.hypot(e.clientX - start.x, e.clientY - start.y) > FAR;
    if (!held && far && start.touch) return leave();
    if (!held && far) lift(e.clientX, e.clientY);
    if (held && ghost) follow(e.clientX, e.clientY);
  });
  document.addEventListener('touchmove', e => held && ghost && e.preventDefault(), { passive: false });
  document.addEventListener('pointerup', () => {
    clearTimeout(wait);
    if (held && ghost) { swallow = true; setTimeout(() => { swallow = false; }); put(); }
    start = null;
  });
  document.addEventListener('pointercancel', () => start && leave());
  document.addEventListener('click', e => {
    if (swallow && e.target.closest?.('[data-move]')) { e.preventDefault(); e.stopImmediatePropagation(); }
  }, true);
  document.addEventListener('contextmenu', e => start?.touch && e.target.closest?.('[data-move]') && e.preventDefault());

  /* keys */
  const zones = () => all('[data-zone]', home());
  const step = by => {
    let at = zones().indexOf(held.zone), place = held.place + by;
    const room = zone => zone.dataset.zone === 'out' ? 0 : chips(zone).length;
    if (place < 0 && at > 0) place = room(zones()[--at]);
    else if (place > room(zones()[at]) && at < zones().length - 1) { at += 1; place = 0; }
    held.zone = zones()[at];
    held.place = Math.max(0, Math.min(place, room(held.zone)));
    mark(held.zone, held.place);
    say('over', { zone: held.zone.dataset.said, n: held.place + 1 });
  };
  document.addEventListener('keydown', e => {
    const chip = e.target.closest?.('[data-move]');
    if (!chip || (held && held.chip !== chip)) return;
    if (!held && e.key === ' ') {
      pick(chip);
      chip.setAttribute('aria-pressed', 'true');
      const zone = chip.closest('[data-zone]'), out = zone.dataset.zone === 'out';
      held.zone = out ? zones()[0] : zone;
      held.place = out ? chips(held.zone).length : all('ol > li > [data-move]', zone).indexOf(chip);
      mark(held.zone, held.place);
      say('picked', { what: chip.textContent.trim() });
    } else if (held && !ghost) {
      if (e.key === ' ' || e.key === 'Enter') { focusLater = chip.textContent.trim(); put(); }
      else if (e.key === 'Escape') leave();
      else if (e.key === 'ArrowDown' || e.key === 'ArrowRight') step(1);
      else if (e.key === 'ArrowUp' || e.key === 'ArrowLeft') step(-1);
      else if (e.key === 'Tab') return leave();
      else return;
    } else if (held && e.key === 'Escape') leave();
    else return;
    e.preventDefault();
    e.stopPropagation();
  }, true);
  document.addEventListener('keyup', e => e.key === ' ' && e.target.closest?.('[data-move]') && e.preventDefault(), true);
  document.addEventListener('htmx:after:swap', () => {
    if (!focusLater || !home()) return;
    all('[data-move]', home()).find(chip => chip.textContent.trim() === focusLater)?.focus();
    focusLater = '';
  });

  /* the stock is sifted by typing, and so is what a row can be; folded groups show what was found in them */
  const sift = field => {
    const asked = field.value.trim().toLowerCase();
    all('[data-sifted]', field.closest('[data-sifting]')).forEach(group => {
      all('li', group).forEach(item => { item.hidden = !item.textContent.toLowerCase().includes(asked); });
      group.hidden = !one('li:not([hidden])', group);
      if (group.matches('details')) group.open = asked !== '' && !group.hidden;
    });
  };
  document.addEventListener('input', e => e.target.matches?.('[data-sift]') && sift(e.target));
  document.addEventListener('htmx:after:swap', () => all('[data-sift]').filter(field => field.value.trim()).forEach(sift));
  document.addEventListener('change', e => e.target.matches?.('[data-sift]') && e.stopPropagation(), true);
})();
