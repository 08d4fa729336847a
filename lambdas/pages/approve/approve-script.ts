import { factHeadings, factOrder } from '../../domain/reporting/evidence/fact-groups.ts';

/**
 * Runs in the approver's browser, as it stands here. It posts the key of the fragment to `view`, writes what it gets as
 * text only, and posts a decision when a person presses a button with six digits typed; loading decides nothing.
 */
export const approveScript = `
'use strict';
(() => {
  const store = 'firebreak-approve-key';
  const byId = (id) => document.getElementById(id);
  const fragment = location.hash.slice(1);
  let key = fragment;
  let shown = null;
  let busy = false;
  try {
    // The tab may be reloaded when its person looks up the code in the mail.
    if (fragment) sessionStorage.setItem(store, fragment);
    else key = sessionStorage.getItem(store) || '';
  } catch {}
  if (fragment) history.replaceState(null, '', location.pathname + location.search);

  function text(id, value) { byId(id).textContent = value; }
  function show(id, visible) { byId(id).hidden = !visible; }
  function say(message) { text('message', message); }

  function time(iso) {
    const element = document.createElement('time');
    element.dateTime = iso;
    element.title = iso;
    element.textContent = new Date(iso).toLocaleString();
    return element;
  }

  function fill(id, lines) {
    byId(id).replaceChildren(...lines.map((line) => {
      const item = document.createElement('li');
      item.textContent = line;
      return item;
    }));
  }

  function sparkline(points) {
    const values = points.filter((value) => value !== null);
    const low = Math.min(0, ...values);
    const high = Math.max(...values, low + 1e-9);
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    svg.setAttribute('viewBox', '0 0 100 20');
    svg.setAttribute('preserveAspectRatio', 'none');
    svg.setAttribute('class', 'spark');
    svg.setAttribute('aria-hidden', 'true');
    let run = [];
    const flush = () => {
      if (run.length === 0) return;
      const line = document.createElementNS('http://www.w3.org/2000/svg', 'polyline');
      line.setAttribute('points', run.join(' '));
      svg.append(line);
      run = [];
    };
    points.forEach((value, index) => {
      if (value === null) return flush();
      const x = (100 * index) / Math.max(1, points.length - 1);
      run.push(x.toFixed(2) + ',' + (19 - (18 * (value - low)) / (high - low)).toFixed(2));
    });
    flush();
    return svg;
  }

  const headings = ${JSON.stringify(factHeadings)};
  const headingOf = (kind) => headings[kind] || kind.charAt(0).toUpperCase() + kind.slice(1).replaceAll('-', ' ');
  const order = ${JSON.stringify(factOrder)};
  const rankOf = (kind) => (order.first.includes(kind) ? -2 : order.last.indexOf(kind));
  function evidence(facts) {
    const kinds = [...new Set(facts.map((fact) => fact.kind))].sort((a, b) => rankOf(a) - rankOf(b));
    byId('evidence').replaceChildren(...kinds.flatMap((kind) => {
      const heading = document.createElement('h3');
      heading.textContent = headingOf(kind);
      const list = document.createElement('ul');
      list.append(...facts.filter((fact) => fact.kind === kind).map(factItem));
      return [heading, list];
    }));
  }

  function factItem(fact) {
    const item = document.createElement('li');
    item.append(fact.text);
    if (fact.points.length > 1) item.append(sparkline(fact.points));
    const origin = document.createElement('small');
    origin.append(' ', time(fact.at), fact.source ? ' from ' + fact.source : '');
    item.append(origin);
    return item;
  }

  function render(view) {
    const pending = view.state === 'pending';
    document.title = (pending ? 'Approve? ' : 'Approval: ') + view.incident.service + ' · Firebreak';
    text('severity', view.incident.severity);
    byId('severity').className = 'badge ' + ({ SEV1: 'bad', SEV2: 'warn' }[view.incident.severity] || '');
    text('service', view.incident.service);
    text('asked', view.step.summary);
    text('title', view.incident.title);
    fill('why', [...(view.diagnosis ? [view.diagnosis] : []), view.incident.severityReason, view.step.reason, ...view.reasons]);
    text('otherwise', view.ifItDoesNotHelp);
    evidence(view.evidence);
    text('ids', 'Incident ' + view.incident.id + ', approval ' + view.approvalId);
    const agreed = view.agreed || [];
    byId('expires').replaceChildren(
      ...(view.peopleNeeded > 1 ? [view.peopleNeeded + ' people must agree' + (agreed.length > 0 ? '; so far ' + agreed.join(', ') : '') + '. '] : []),
      'Until ', time(view.expiresAt), '; then nothing changes, and the incident is handed over.');
    show('request', true);
    show('grounds', true);
    show('decide', pending);
    show('ended', !pending);
    if (pending) return;
    byId('ended').className = 'card now ' + ({ approved: 'good', rejected: 'bad' }[view.state] || 'warn');
    text('outcome', { approved: 'Approved', rejected: 'Rejected', void: 'Request withdrawn', expired: 'Expired' }[view.state] || view.state);
    byId('outcome-text').replaceChildren(
      ...(view.state === 'approved' || view.state === 'rejected'
        ? ['by ' + view.decidedBy + ' at ', time(view.decidedAt)]
        : [view.outcome || ''])
    );
  }

  async function post(path, body) {
    const answer = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      cache: 'no-store',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
    });
    const json = await answer.json().catch(() => ({}));
    return { status: answer.status, json, error: json.error || {} };
  }

  async function load() {
    if (!key) return end('This link is not complete. Open it from the mail again.');
    try {
      const { status, json, error } = await post('v1/approvals/view', { key });
      show('loading', false);
      if (status === 200) {
        shown = json;
        show('again', false);
        render(json);
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
    show('loading', false);
    show('decide', false);
    show('again', false);
    say(message);
  }

  async function decide(decision) {
    const code = byId('code').value.replace(/\\s/g, '');
    if (!/^\\d{6}$/.test(code)) {
      say('Type the six digits of the match code in your mail.');
      byId('code').focus();
      return;
    }
    if (busy || shown === null) return;
    lock(true);
    say('Sending…');
    try {
      const { nonce, planHash } = shown;
      await answered(await post('v1/approvals/decide', { key, nonce, planHash, decision, code, comment: byId('comment').value }));
    } catch {
      say('Firebreak cannot be reached. It is not known whether your decision arrived: look again.');
      show('again', true);
    }
    lock(false);
  }

  async function answered({ status, json, error }) {
    if (status === 200) {
      say(json.missing > 0 ? 'Your approval is recorded. ' + json.missing + ' more must agree before anything is done.' : '');
      if (json.missing > 0) return load();
      render({ ...shown, ...json });
      try { sessionStorage.removeItem(store); } catch {}
    } else if (status === 403) {
      byId('code').value = '';
      byId('code').focus();
      say(error.message);
      if (error.triesLeft === 0) show('decide', false);
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
    byId('approve').disabled = on;
    byId('reject').disabled = on;
  }

  byId('decide').addEventListener('submit', (event) => event.preventDefault());
  byId('approve').addEventListener('click', () => decide('approve'));
  byId('reject').addEventListener('click', () => decide('reject'));
  byId('again').addEventListener('click', () => { say(''); load(); });
  // Somebody else may decide meanwhile; each look brings a new nonce too.
  setInterval(() => {
    if (!busy && shown !== null && !byId('decide').hidden && document.visibilityState === 'visible') load();
  }, 20000);
  load();
})();
`;
