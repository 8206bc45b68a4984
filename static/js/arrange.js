/* Arranging a dashboard: a tile is dragged by its head to another place, and by its corner to another size.
   data-arrange      the grid; data-tile="2" a tile, data-grip its head, data-resize its corner
   data-do           the hidden button that says `move-2-0` or `size-2-6-8`
   The buttons of each tile do the same by keys, by touch, and without scripts. */
(() => {
  'use strict';
  const FAR = 6, LONG = 280;
  const grid = () => document.querySelector('[data-arrange]');
  const tiles = () => [...grid().querySelectorAll('[data-tile]')];
  let start = null, held = null, wait = 0;

  const press = words => {
    const button = document.querySelector('[data-do]');
    button.value = words;
    button.click();
  };
  const leave = () => {
    clearTimeout(wait);
    held?.tile.classList.remove('carried');
    tiles().forEach(tile => tile.classList.remove('before', 'after', 'sized'));
    start = held = null;
  };
  const lift = () => {
    held = { tile: start.tile, to: +start.tile.dataset.tile };
    held.tile.classList.add('carried');
  };
  const over = (x, y) => {
    const there = document.elementFromPoint(x, y)?.closest('[data-tile]');
    tiles().forEach(tile => tile.classList.remove('before', 'after'));
    if (!there || there === held.tile || !grid().contains(there)) { held.to = +held.tile.dataset.tile; return; }
    const own = +held.tile.dataset.tile, to = +there.dataset.tile;
    held.to = to;
    there.classList.add(to > own ? 'after' : 'before');
  };
  /* The size that the corner points at, in columns and rows of the grid as it is drawn. */
  const size = (x, y) => {
    const box = start.tile.getBoundingClientRect(), whole = grid().getBoundingClientRect();
    const gap = parseFloat(getComputedStyle(grid()).columnGap) || 0, row = 56 + gap;
    const columns = Math.round((x - box.left + gap) / ((whole.width + gap) / 12)), rows = Math.round((y - box.top + gap) / row);
    return [Math.min(12, Math.max(2, columns)), Math.min(12, Math.max(2, rows))];
  };
  const shape = ([width, height]) => {
    const tile = start.tile;
    tile.className = tile.className.replace(/\bg[wh]\d+\b/g, '').trim();
    tile.classList.add(`gw${width}`, `gh${height}`, 'sized');
  };

  document.addEventListener('pointerdown', e => {
    const grip = e.target.closest?.('[data-grip], [data-resize]'), tile = grip?.closest('[data-tile]');
    if (!tile || e.button) return;
    const resize = grip.hasAttribute('data-resize');
    start = { tile, resize, x: e.clientX, y: e.clientY, touch: e.pointerType === 'touch' };
    if (resize) e.preventDefault();
    else if (start.touch) wait = setTimeout(() => start && lift(), LONG);
  });
  document.addEventListener('pointermove', e => {
    if (!start) return;
    if (start.resize) { start.to = size(e.clientX, e.clientY); shape(start.to); return; }
    const far = Math.hypot(e.clientX - start.x, e.clientY - start.y) > FAR;
    if (!held && far && start.touch) return leave();
    if (!held && far) lift();
    if (held) over(e.clientX, e.clientY);
  });
  document.addEventListener('touchmove', e => (held || start?.resize) && e.preventDefault(), { passive: false });
  document.addEventListener('pointerup', () => {
    if (!start) return;
    const number = start.tile.dataset.tile, words = start.resize
      ? start.to && `size-${number}-${start.to[0]}-${start.to[1]}`
      : held && held.to !== +number && `move-${number}-${held.to}`;
    leave();
    if (words) press(words);
  });
  document.addEventListener('pointercancel', () => start && leave());
  document.addEventListener('keydown', e => e.key === 'Escape' && start && leave());
  document.addEventListener('selectstart', e => start && e.preventDefault());
})();
