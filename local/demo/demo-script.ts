/** Asks for the panes, shows what changed, and starts another scenario. Its hash is in the page's policy. */
export const demoScript = `
(() => {
  const at = (id) => document.getElementById(id);
  const frame = at('incident');
  const format = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });
  const html = {};
  let shown = null;
  let run = document.body.dataset.run;
  let failed = 0;

  const localTimes = (root) => {
    for (const time of root.querySelectorAll('time[datetime]')) {
      time.textContent = format.format(new Date(time.dateTime));
      time.title = time.dateTime.slice(0, 19).replace('T', ' ') + ' UTC';
    }
  };
  const fill = (id, text) => {
    if (html[id] === text) return;
    html[id] = text;
    const pane = at(id);
    const focused = document.activeElement && pane.contains(document.activeElement) && document.activeElement.closest('li')?.id;
    pane.innerHTML = text;
    localTimes(pane);
    if (focused) at(focused)?.querySelector('a,button')?.focus();
  };
  // Whoever decides or reads something else in it is not taken away from there.
  const isElsewhere = () => {
    try {
      const { pathname, protocol } = frame.contentWindow.location;
      return protocol === 'http:' && pathname !== '/' && pathname !== '/incidents/' + shown;
    } catch { return false; }
  };
  const look = async () => {
    try {
      const answer = await fetch('/demo/panes', { cache: 'no-store' });
      if (!answer.ok) throw new Error();
      const { now, speed, world, inbox, incident, mails, run: runs } = await answer.json();
      if (runs !== run) return location.replace('/demo');
      failed = 0;
      at('wait').hidden = true;
      at('clock').textContent = format.format(new Date(now)) + (speed === 1 ? '' : ', up to ' + speed + '\\u00d7');
      fill('world', world);
      fill('inbox', inbox);
      at('mail-count').textContent = mails === 0 ? '' : ' (' + mails + ')';
      if (incident !== null && incident !== shown) {
        const isLeft = isElsewhere();
        shown = incident;
        if (!isLeft) frame.src = '/incidents/' + incident;
      }
    } catch {
      failed += 1;
      if (failed > 2) {
        at('wait').hidden = false;
        at('wait-text').textContent = at('wait-text').dataset.starting || 'Firebreak does not answer. If you stopped it, start it again: npm start';
      }
    }
  };

  const choose = (pane) => {
    document.body.dataset.pane = pane;
    for (const tab of document.querySelectorAll('.tabs button')) tab.setAttribute('aria-selected', String(tab.dataset.pane === pane));
  };
  document.addEventListener('click', (event) => {
    const { pane, copy, mail } = event.target.closest('button,a')?.dataset ?? {};
    if (pane) choose(pane);
    if (copy) navigator.clipboard?.writeText(copy).then(() => { at('copied').textContent = 'Code ' + copy + ' is copied'; }, () => {});
    if (mail) {
      at('mail').src = '/demo/mails/' + encodeURIComponent(mail);
      at('reader').showModal();
    }
    if (event.target.closest('a[target=incident]')) choose('incident');
    if (event.target.closest('[data-close]')) at('reader').close();
  });
  at('picker').addEventListener('submit', async (event) => {
    event.preventDefault();
    const name = new FormData(event.target).get('scenario');
    if (!confirm('Start "' + name + '"? What is here now is set aside in the folder "earlier" of the state.')) return;
    const answer = await fetch('/demo/scenario', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ scenario: name }) });
    if (!answer.ok) return alert((await answer.json()).error.message);
    at('wait-text').dataset.starting = at('wait-text').textContent = 'Starting ' + name + '. This takes some seconds.';
    at('wait').hidden = false;
  });
  look();
  setInterval(() => { if (!document.hidden) look(); }, 2000);
})();
`;
