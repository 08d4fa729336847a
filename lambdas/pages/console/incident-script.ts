import { compactScript } from '../html/compact-script.ts';

/** Of the incident page: what a chart reads where one points or taps, and what one key does. It writes text only. */
export const incidentScript = compactScript(`
(() => {
  const time = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });
  const read = (plot, share) => {
    const { from, to, max, unit } = plot.dataset;
    const path = plot.querySelector('.series').getAttribute('d');
    let x = 0;
    let y = 0;
    const points = [...path.matchAll(/([Mlh])(-?\\d+)(?: ?(-?\\d+))?/g)].map(([, kind, right, down = 0]) => {
      if (kind === 'M') x = y = 0;
      x += Number(right);
      y += Number(down);
      return [x / 6000, (1 - y / 12000) * max];
    });
    if (points.length === 0) return;
    const places = points.map(([place]) => place);
    let nearest = 0;
    places.forEach((place, index) => { if (Math.abs(place - share) < Math.abs(places[nearest] - share)) nearest = index; });
    const at = Number(from) + places[nearest] * (Number(to) - Number(from));
    const out = plot.querySelector('output');
    out.textContent = time.format(at) + '  ' + Number(points[nearest][1].toPrecision(3)) + ' ' + unit;
    out.style.left = places[nearest] * 100 + '%';
    out.classList.toggle('right', places[nearest] > 0.5);
    return places;
  };
  const clear = (plot) => { plot.querySelector('output').textContent = ''; };
  const plotOf = ({ target }) => target.closest?.('.draw[tabindex]');
  for (const kind of ['pointermove', 'pointerdown']) {
    document.addEventListener(kind, (event) => {
      const plot = plotOf(event);
      if (!plot) return;
      const { left, width } = plot.getBoundingClientRect();
      read(plot, (event.clientX - left) / width);
    });
  }
  document.addEventListener('pointerout', (event) => {
    const plot = plotOf(event);
    if (plot && event.pointerType === 'mouse' && !plot.contains(event.relatedTarget)) clear(plot);
  });
  document.addEventListener('focusout', (event) => { const plot = plotOf(event); if (plot) clear(plot); });

  const sheet = () => document.getElementById('keys');
  const off = 'firebreak-keys-off';
  const isOff = () => { try { return localStorage.getItem(off) !== null; } catch { return false; } };
  const showSheet = () => { document.getElementById('keys-on').checked = !isOff(); sheet().showModal(); };
  document.addEventListener('click', ({ target }) => { if (target.closest?.('[data-opens=keys]') && sheet()) showSheet(); });
  document.addEventListener('change', ({ target }) => {
    if (target.id !== 'keys-on') return;
    try { if (target.checked) localStorage.removeItem(off); else localStorage.setItem(off, '1'); } catch {}
  });
  // What a key or a link leads to is not left folded.
  const reveal = (place) => {
    if (!place) return;
    for (const each of [place.querySelector(':scope>.fold'), place.closest('details')]) if (each) each.open = true;
    place.scrollIntoView();
    place.querySelector('summary')?.focus({ preventScroll: true });
  };
  const named = (hash) => document.getElementById(new URLSearchParams(hash.slice(1)).get('to') ?? hash.slice(1));
  const openAll = () => {
    const folds = [...document.querySelectorAll('main .fold')];
    const open = folds.some((each) => !each.open);
    for (const each of folds) each.open = open;
  };
  document.addEventListener('click', ({ target }) => {
    const to = target.closest?.('a[href^="#"]');
    if (to) setTimeout(() => reveal(named(to.hash)));
    if (target.closest?.('[data-opens=all]')) openAll();
  });
  const arrive = () => reveal(named(location.hash));
  addEventListener('hashchange', arrive);
  document.addEventListener('shown', () => { if (document.documentElement.dataset.access === 'signed-link') arrive(); });
  arrive();
  const step = (by) => {
    const sections = [...document.querySelectorAll('main section[id]')];
    const next = by > 0
      ? sections.find((each) => each.getBoundingClientRect().top > 20)
      : sections.findLast((each) => each.getBoundingClientRect().top < -20);
    if (next) reveal(next);
    else if (by < 0) scrollTo(0, 0);
  };
  document.addEventListener('keydown', (event) => {
    const plot = plotOf(event);
    if (plot && (event.key === 'ArrowLeft' || event.key === 'ArrowRight')) {
      const places = read(plot, 1);
      if (!places) return;
      const last = plot.seen ?? places.length;
      plot.seen = Math.max(0, Math.min(places.length - 1, last + (event.key === 'ArrowLeft' ? -1 : 1)));
      read(plot, places[plot.seen]);
      return event.preventDefault();
    }
    const act = event.key === 'Escape' && event.target.closest('details[name=act][open]');
    if (act) {
      act.open = false;
      return act.querySelector('summary').focus();
    }
    if (event.ctrlKey || event.metaKey || event.altKey || isOff() || !sheet() || sheet().open) return;
    if (event.target.closest('input, textarea, select, [contenteditable]')) return;
    if (event.key === '?') return showSheet();
    if (event.key === 'j') return step(1);
    if (event.key === 'k') return step(-1);
    if (event.key === 'e') return openAll();
    if (event.key === 'l') return document.querySelector('body>header a').click();
    const summary = /^[a-z]$/.test(event.key) && document.querySelector('summary[data-key=' + event.key + ']');
    if (!summary) return;
    event.preventDefault();
    summary.parentElement.open = true;
    (summary.parentElement.querySelector('select, input:not([type=checkbox]), textarea') ?? summary).focus();
  });
})();
`);
