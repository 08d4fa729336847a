import { compactScript } from './compact-script.ts';

/**
 * The only script of the console pages; its hash is in their CSP. It shows times in the reader's zone, sends what the reader
 * commands, and fetches the page again while it is looked at, without moving what is read. On a page that needs a personal link or a session
 * it keeps the key in the tab's session storage and sends it in a body: never in a URL.
 */
export const consoleScript = compactScript(`
(() => {
  const shell = document.documentElement.dataset.access === 'signed-link';
  const base = document.documentElement.dataset.base;
  const main = document.querySelector('main');
  const state = document.getElementById('state');
  const keyName = 'firebreak-view-key';
  let shown = false;

  const ofDay = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });
  const withDay = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
  const localTimes = (root) => {
    for (const time of root.querySelectorAll('time[datetime]')) {
      time.textContent = ('day' in time.dataset ? withDay : ofDay).format(new Date(time.dateTime));
      time.title = time.dateTime.slice(0, 19).replace('T', ' ') + ' UTC';
    }
  };

  // Only what differs is touched: focus, selection, scroll and what is folded out stay with the reader. An output is the script's own,
  // and so is that a button is disabled: its form is on its way.
  const morph = (old, fresh) => {
    if (old.nodeName === 'OUTPUT' && fresh.nodeName === 'OUTPUT') return;
    if (old.nodeType !== fresh.nodeType || old.nodeName !== fresh.nodeName) return old.replaceWith(fresh);
    if (old.nodeType === Node.TEXT_NODE) {
      if (old.data !== fresh.data) old.data = fresh.data;
      return;
    }
    for (const { name } of [...old.attributes]) {
      if (!fresh.hasAttribute(name) && name !== 'open' && name !== 'disabled') old.removeAttribute(name);
    }
    for (const { name, value } of fresh.attributes) {
      if (name !== 'open' && old.getAttribute(name) !== value) old.setAttribute(name, value);
    }
    const children = [...fresh.childNodes];
    children.forEach((child, place) => {
      // What has a name stays the same thing, wherever it goes: half a sentence must not land in another form.
      const kept = child.id && [...old.childNodes].slice(place).find(({ id }) => id === child.id);
      while (kept && old.childNodes[place] !== kept) old.childNodes[place].remove();
      const previous = old.childNodes[place];
      if (previous && (kept || !(child.id || previous.id))) morph(previous, child);
      else old.insertBefore(child, previous ?? null);
    });
    while (old.childNodes.length > children.length) old.lastChild.remove();
  };

  const show = (text) => {
    const fresh = new DOMParser().parseFromString(text, 'text/html').querySelector('main');
    if (!fresh) return;
    localTimes(fresh);
    morph(main, fresh);
    if (!shown) document.dispatchEvent(new Event('shown'));
    shown = true;
    if (fresh.dataset.title) document.title = fresh.dataset.title;
  };

  const say = (text) => { if (state) state.textContent = text; };
  const said = document.getElementById('said');
  let silence;
  const tell = (text) => {
    said.textContent = text;
    said.hidden = false;
    clearTimeout(silence);
    silence = setTimeout(() => { said.hidden = true; }, 8000);
  };
  const explain = (text) => {
    const status = main.querySelector('[role=status]');
    if (status) status.textContent = text;
  };

  const readKey = () => {
    const given = new URLSearchParams(location.hash.slice(1));
    const key = given.get('key') || location.hash.slice(1);
    const to = given.get('to');
    if (key.length > 40) {
      sessionStorage.setItem(keyName, key);
      history.replaceState(null, '', location.pathname + location.search + (to ? '#' + to : ''));
    }
    return sessionStorage.getItem(keyName);
  };

  // What is shown already is not sent again: then there is nothing to show.
  let known = '';
  const load = async () => {
    if (!shell) {
      const headers = { accept: 'text/html', ...(known ? { 'if-none-match': known } : {}) };
      const answer = await fetch(location.href, { headers, cache: 'no-store' });
      if (answer.status === 304) return '';
      if (!answer.ok) return null;
      known = answer.headers.get('etag') ?? '';
      return await answer.text();
    }
    const key = readKey();
    const signIn = document.getElementById('sign-in');
    if (!key && !signIn && !shown) { explain('Open the personal link in your mail to see this page.'); return null; }
    const page = location.pathname.slice(base.length) + location.search;
    const answer = await fetch(base + '/v1/console/view', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ page, ...(key ? { key } : {}), ...(known ? { known } : {}) }),
      cache: 'no-store',
    });
    const body = await answer.json();
    if (answer.ok) {
      known = body.tag;
      return body.html ?? '';
    }
    if (answer.status === 401) sessionStorage.removeItem(keyName);
    if (signIn) signIn.hidden = answer.status !== 401;
    explain(body.error.message);
    return null;
  };

  // Whoever has just done something sees what came of it, also with a text selected.
  const refresh = async (isAsked = false) => {
    if (document.hidden || !main || (isAsked !== true && String(getSelection()))) return;
    try {
      const text = await load();
      if (text !== null) { if (text) show(text); say('Live'); }
      else if (shown || !shell) say('Not updating: reload the page');
    } catch {
      say('Not updating: no connection');
    }
  };

  // What is written answers the version that was there when it was begun, also where the page has a newer one by now.
  const begun = new WeakMap();
  document.addEventListener('input', ({ target }) => {
    if (target.form && !begun.has(target.form)) begun.set(target.form, target.form.dataset.body);
  });

  /** Null once it is done, else why it was refused. Rejects where it is not known whether it was done. */
  const post = async (form) => {
    const { open, link, base: about, leaveOutEmpty } = form.closest('[data-open]').dataset;
    const body = { ...JSON.parse(about ?? '{}'), ...JSON.parse(begun.get(form) ?? form.dataset.body ?? '{}') };
    begun.delete(form);
    const fields = {};
    for (const { name, type, value, checked, dataset } of form.elements) {
      if (!name || (value === '' && leaveOutEmpty !== undefined)) continue;
      if (type !== 'checkbox') fields[name] = 'flag' in dataset ? true : value;
      else if (checked && 'list' in dataset) fields[name] = [...(fields[name] ?? []), value];
      else if (checked) fields[name] = true;
    }
    const key = shell ? readKey() : null;
    const answer = await fetch(base + (shell ? link : open), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...body, ...fields, ...(key ? { key } : {}) }),
    });
    if (!answer.ok) return (await answer.json()).error.message;
    const { done } = form.dataset;
    form.reset();
    const folded = form.closest('details[name=act]');
    if (folded) {
      folded.open = false;
      folded.querySelector('summary').focus({ preventScroll: true });
    }
    await refresh(true);
    tell(done ?? 'Recorded.');
    return null;
  };

  document.addEventListener('submit', (event) => {
    if (!event.target.matches('form.post')) return;
    event.preventDefault();
    const form = event.target;
    const button = form.querySelector('button');
    const answer = form.querySelector('output');
    const hadFocus = document.activeElement === button;
    button.disabled = true;
    if (answer) answer.textContent = '';
    // What was refused stays as it was typed, beside what is there now.
    post(form).then(
      (refusal) => refusal && 'Not done: ' + refusal,
      () => 'No answer: it is not known whether this was done. Look before you repeat it.',
    ).then((text) => {
      if (!text) return;
      if (answer) answer.textContent = text;
      else tell(text);
      refresh(true);
    }).finally(() => {
      button.disabled = false;
      if (hadFocus && document.activeElement === document.body) button.focus();
    });
  });

  localTimes(document);
  // Paper has what is folded; newer browsers do it by the style.
  let folded = [];
  addEventListener('beforeprint', () => {
    folded = [...document.querySelectorAll('main details:not([open],[name])')];
    for (const each of folded) each.open = true;
  });
  addEventListener('afterprint', () => { for (const each of folded) each.open = false; });
  if (shell) {
    refresh();
    addEventListener('hashchange', refresh);
  }
  const seconds = Number(document.documentElement.dataset.refresh);
  if (seconds > 0) setInterval(refresh, seconds * 1000);
  // A page that was opened in the background has not asked for anything yet.
  document.addEventListener('visibilitychange', () => { if (seconds > 0 || (shell && !shown)) refresh(); });
})();
`);
