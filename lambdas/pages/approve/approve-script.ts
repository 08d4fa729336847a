import { approveRender } from './approve-render.ts';

/**
 * Runs in the approver's browser, as it stands here. It posts the key of the fragment to `view`, writes what it gets as
 * text only, and posts a decision when a person presses a button with six digits typed; loading decides nothing.
 */
export const approveScript = `
'use strict';
(() => {
  const store = 'firebreak-approve-key';
  const fragment = location.hash.slice(1);
  let key = fragment;
  let shown = null;
  let busy = false;
  let looked = 0;
  try {
    // The tab may be reloaded when its person looks up the code in the mail.
    if (fragment) sessionStorage.setItem(store, fragment);
    else key = sessionStorage.getItem(store) || '';
  } catch {}
  if (fragment) history.replaceState(null, '', location.pathname + location.search);
${approveRender}
  function say(message) { text('message', message); }

  function fieldError(message) {
    text('code-error', message);
    byId('code').setAttribute('aria-invalid', message ? 'true' : 'false');
    if (message) byId('code').focus();
  }

  async function post(path, body) {
    const answer = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      cache: 'no-store',
      credentials: 'same-origin',
      referrerPolicy: 'no-referrer',
    });
    const json = await answer.json().catch(() => ({}));
    return { status: answer.status, json, error: json.error || {} };
  }

  async function load() {
    looked = Date.now();
    if (!key) return end('This link is not complete. Open it from the mail again.');
    try {
      const { status, json, error } = await post('v1/approvals/view', { key });
      show('loading', false);
      if (status === 200) {
        shown = json;
        show('again', false);
        render(json);
        lock(busy);
      } else if (status === 401) end(error.message || 'This link is not valid.');
      else failed();
    } catch { failed(); }
  }

  function failed() {
    show('loading', false);
    show('again', true);
    say('Firebreak cannot be reached. Nothing was decided.');
  }

  function end(message) {
    shown = null;
    show('loading', false);
    show('decide', false);
    show('again', false);
    say(message);
  }

  async function send(path, body, then) {
    const code = byId('code').value.replace(/\\s/g, '');
    say('');
    if (!/^\\d{6}$/.test(code)) return fieldError('Type the six digits of the match code in your mail.');
    if (busy || shown === null) return;
    fieldError('');
    lock(true);
    say('Sending…');
    try {
      const comment = byId('comment').value;
      await answered(await post(path, { key, nonce: shown.nonce, code, comment, ...body }), then);
    } catch {
      say('Firebreak cannot be reached. It is not known whether your decision arrived: look again.');
      show('again', true);
    }
    lock(false);
  }

  function decide(decision) {
    if (shown === null) return;
    return send('v1/approvals/decide', { planHash: shown.planHash, decision }, ({ missing, state }) =>
      state !== 'pending' ? '' : decision === 'withdraw' ? 'Your approval is taken back.'
        : 'Your approval is recorded. ' + missing + ' more must agree before anything is done.');
  }

  async function answered({ status, json, error }, then) {
    if (status === 200 || status === 202) {
      byId('code').value = '';
      byId('comment').value = '';
      await load();
      say(then(json));
      if (shown !== null && shown.state !== 'pending') scrollTo(0, 0);
    } else if (error.code === 'approval.sign-in-needed') {
      await load();
      say(error.message);
    } else if (status === 403) {
      byId('code').value = '';
      say('');
      if (error.triesLeft === 0) end(error.message);
      else fieldError(error.message);
    } else if (status === 409) {
      await load();
      say(error.message);
    } else if (status === 401) {
      await load();
      if (!byId('decide').hidden) say('The page was open for long. Look at it again, then decide.');
    } else {
      say(error.message || 'That did not work. Try again.');
    }
  }

  function lock(on) {
    busy = on;
    for (const button of document.querySelectorAll('form button')) {
      button.disabled = on || (button.id === 'approve' && waitsForSignIn(shown));
    }
  }

  byId('decide').addEventListener('submit', (event) => event.preventDefault());
  byId('code').addEventListener('input', () => fieldError(''));
  // What was typed waits until its person is back.
  byId('sign-in-link').addEventListener('click', () => {
    try { sessionStorage.setItem(store + '-comment', byId('comment').value); } catch {}
  });
  try {
    byId('comment').value = sessionStorage.getItem(store + '-comment') || '';
    sessionStorage.removeItem(store + '-comment');
  } catch {}
  for (const decision of ['approve', 'reject', 'withdraw']) byId(decision).addEventListener('click', () => decide(decision));
  byId('ask-again').addEventListener('click', () => send('v1/approvals/ask-again', {}, () => 'Everybody is asked again; each gets a new mail.'));
  byId('again').addEventListener('click', () => { say(''); load(); });
  // Somebody else may decide meanwhile, each look brings a new nonce too, and what was decided is followed to its end.
  setInterval(() => {
    if (shown === null) return;
    countDown(shown);
    const pause = shown.state === 'pending' ? 20000 : shown.status === 'closed' ? 120000 : 5000;
    if (!busy && document.visibilityState === 'visible' && Date.now() - looked >= pause) load();
  }, 5000);
  load();
})();
`;
