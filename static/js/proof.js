/* Work shown before a visitor's form is sent: a number that makes SHA-256 of [data-proof] begin with data-bits zeros. Runs in small
   slices from the first touch of the form; ours, as crypto.subtle is not there on plain http. Says the zone, too. */
(() => {
  const K = [], H = [];
  for (let n = 2, found = 0; found < 64; n++) {
    let prime = true;
    for (let d = 2; d * d <= n; d++) if (n % d === 0) { prime = false; break; }
    if (!prime) continue;
    if (found < 8) H.push((n ** (1 / 2) % 1) * 2 ** 32 | 0);
    K.push((n ** (1 / 3) % 1) * 2 ** 32 | 0);
    found++;
  }
  const w = new Int32Array(64);
  const turn = (x, n) => x >>> n | x << 32 - n;

  /* The first word of the hash of a text shorter than 56 signs. */
  function first(text) {
    w.fill(0);
    for (let i = 0; i < text.length; i++) w[i >> 2] |= text.charCodeAt(i) << 24 - i % 4 * 8;
    w[text.length >> 2] |= 0x80 << 24 - text.length % 4 * 8;
    w[15] = text.length * 8;
    for (let i = 16; i < 64; i++) {
      const x = w[i - 15], y = w[i - 2];
      w[i] = w[i - 16] + (turn(x, 7) ^ turn(x, 18) ^ x >>> 3) + w[i - 7] + (turn(y, 17) ^ turn(y, 19) ^ y >>> 10) | 0;
    }
    let [a, b, c, d, e, f, g, h] = H;
    for (let i = 0; i < 64; i++) {
      const s = h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + (e & f ^ ~e & g) + K[i] + w[i] | 0;
      const t = (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + (a & b ^ a & c ^ b & c) | 0;
      h = g; g = f; f = e; e = d + s | 0; d = c; c = b; b = a; a = s + t | 0;
    }
    return a + H[0] >>> 0;
  }

  const form = document.querySelector('form[data-proof]');
  if (!form) return;
  const { proof: key, bits } = form.dataset, field = form.elements.proof;
  form.elements.visitor_zone.value = Intl.DateTimeFormat().resolvedOptions().timeZone ?? '';
  let nonce = 0, working = false, waiting = null;

  function work() {
    const until = Date.now() + 16;
    do {
      if (first(`${key}:${nonce}`) >>> 32 - bits === 0) return done();
      nonce++;
    } while (nonce % 64 || Date.now() < until);
    setTimeout(work);
  }
  function done() {
    field.value = nonce;
    if (waiting) form.requestSubmit ? form.requestSubmit(waiting.isConnected ? waiting : undefined) : form.submit();
  }
  function begin() { if (!working) { working = true; setTimeout(work); } }

  form.addEventListener('input', begin);
  form.addEventListener('focusin', begin);
  document.addEventListener('submit', e => {
    if (e.target !== form || field.value || e.submitter?.name) return;   // ready; or a step back or on, which asks for none
    e.preventDefault();
    e.stopImmediatePropagation();
    waiting = e.submitter ?? form.querySelector('button.go');
    waiting.setAttribute('aria-busy', 'true');
    begin();
  }, true);
})();
