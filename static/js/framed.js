/* A visitor's form in a page of another site: tells that page how high it is, and where to look first.
   `embed.js`, which that page loads, gives the frame this height. */
(() => {
  const page = document.querySelector('.pub, .plain');
  if (parent === window || !page) return;
  const height = () => Math.ceil(page.getBoundingClientRect().height);
  const first = document.querySelector('.errors, [role="alert"]');
  const at = first ? Math.floor(first.getBoundingClientRect().top + scrollY) : 0;
  new ResizeObserver(() => parent.postMessage({ leadwright: height() }, '*')).observe(page);
  parent.postMessage({ leadwright: height(), at }, '*');
})();
