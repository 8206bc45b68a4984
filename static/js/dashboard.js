/* Dashboards: pointing at a bar narrows all tiles in place, numbers come again by the clock, one button fills the screen.
   Without this file every link and the form of filters load the page anew, and that works as well. */
(() => {
  const main = document.querySelector('#main'), choice = document.querySelector('[data-refresh]');
  const board = () => document.querySelector('#dashboard');
  let last = Date.now(), every = Number(choice?.value ?? 0) * 1000;

  document.addEventListener('click', e => {
    const link = e.target.closest?.('#dashboard a[href]'), home = board()?.dataset.dashboard;
    if (!link || !home || e.ctrlKey || e.metaKey || e.shiftKey || e.button) return;
    const address = link.href.baseVal ?? link.getAttribute('href');        // a link inside a picture, or one outside
    if (!address.startsWith(home) || !/^[?#]|^$/.test(address.slice(home.length))) return;
    e.preventDefault();
    go(address);
  });

  async function go(address) {
    await htmx.ajax('GET', address, { target: '#dashboard', swap: 'outerHTML' });
    history.pushState({ dashboard: true }, '', address);
    board()?.querySelector('.narrow a')?.focus({ preventScroll: true });
  }
  addEventListener('popstate', () => location.reload());

  function again() {
    last = Date.now();
    document.querySelectorAll('#dashboard .told').forEach(part => htmx.trigger(part, 'again'));
  }
  const due = () => every && !document.hidden && Date.now() - last >= every;
  setInterval(() => due() && again(), 1000);
  document.addEventListener('visibilitychange', () => due() && again());
  choice?.addEventListener('change', () => {
    every = Number(choice.value) * 1000;
    last = Date.now();
    const address = new URL(location.href);
    address.searchParams.set('refresh', choice.value);
    history.replaceState(history.state, '', address);
  });

  document.querySelector('[data-full]')?.addEventListener('click', () => {
    if (document.fullscreenElement) document.exitFullscreen(); else main.requestFullscreen?.();
  });
})();
