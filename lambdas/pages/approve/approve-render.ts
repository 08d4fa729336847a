import { factHeadings, factOrder } from '../../domain/reporting/evidence/fact-groups.ts';

/**
 * The part of the approve page's script that writes what it got, as text only. Needs nothing but the document; `byId`, `text`, `put`, `show`,
 * `time`, `render` and `countDown` are used by the rest.
 */
export const approveRender = `
  const byId = (id) => document.getElementById(id);
  function text(id, value) { put(id, value); }
  function show(id, visible) { byId(id).hidden = !visible; }

  function element(name, ...children) {
    const made = document.createElement(name);
    made.append(...children);
    return made;
  }

  // What says the same is left alone: it is not read out again, and a link stays under the finger.
  function put(id, ...children) {
    const made = element('div', ...children);
    if (made.textContent !== byId(id).textContent) byId(id).replaceChildren(...made.childNodes);
  }

  let clockOffset = 0;
  /** The time of Firebreak, which is not that of this computer. */
  const now = () => Date.now() + clockOffset;
  const clock = (date, zone) => date.toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit', timeZone: zone });
  /** Local time; UTC with it unless that is the same. */
  function time(iso, both) {
    const date = new Date(iso);
    const today = date.toDateString() === new Date(now()).toDateString();
    const local = today ? clock(date) : date.toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
    const utc = clock(date, 'UTC');
    const made = element('time', local + (both && utc !== clock(date) ? ' (' + utc + ' UTC)' : both ? ' UTC' : ''));
    made.dateTime = iso;
    made.title = iso;
    return made;
  }

  /** A sentence whose times of day are told as all others are: each is the one nearest to that of the fact. */
  function told({ text, at }) {
    return text.split(/((?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d)? UTC)/).map((part, place) => {
      if (place % 2 === 0) return part;
      const sameDay = Date.parse(at.slice(0, 10) + 'T' + part.slice(0, -4) + 'Z');
      const days = Math.round((Date.parse(at) - sameDay) / 864e5);
      return time(new Date(sameDay + days * 864e5).toISOString());
    });
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

  function factItem(fact) {
    const item = element('li', ...told(fact));
    if (fact.points.length > 1) item.append(sparkline(fact.points));
    item.append(element('small', ' ', time(fact.at), fact.source ? ' from ' + fact.source : ''));
    return item;
  }

  function evidence(facts) {
    const kinds = [...new Set(facts.map((fact) => fact.kind))].sort((a, b) => rankOf(a) - rankOf(b));
    byId('evidence').replaceChildren(...kinds.flatMap((kind) => [
      element('h3', headingOf(kind)),
      element('ul', ...facts.filter((fact) => fact.kind === kind).map(factItem)),
    ]));
    const moving = facts.filter((fact) => fact.points.length > 1).slice(0, 3);
    byId('readings').replaceChildren(...moving.map((fact) =>
      element('li', ...told(fact), sparkline(fact.points), element('small', 'read at ', time(fact.at)))));
  }

  const said = { approve: 'approved', reject: 'rejected', withdraw: 'took it back' };
  function people(view) {
    const line = (person) => element('li',
      person.name + (person.id === view.you.id ? ' (you)' : '') + ': ',
      ...(person.decision ? [said[person.decision] || person.decision, ' at ', time(person.at)] : [person.sentAt ? 'no answer yet' : 'not reached yet']),
      person.comment ? ', “' + person.comment + '”' : '');
    const needs = view.peopleNeeded > 1 ? [element('div', view.peopleNeeded + ' people must agree')] : [];
    byId('people').replaceChildren(...needs, element('ul', ...view.asked.map(line)));
  }

  function countDown(view) {
    const seconds = Math.max(0, Math.round((Date.parse(view.expiresAt) - now()) / 1000));
    const minutes = Math.floor(seconds / 60);
    const left = minutes >= 120 ? Math.floor(minutes / 60) + ' h' : minutes > 0 ? minutes + ' min' : seconds + ' s';
    const pending = view.state === 'pending';
    text('time-label', pending ? 'Time left' : 'Asked until');
    byId('expires').replaceChildren(...(pending ? [element('b', left), ', until '] : []), time(view.expiresAt, true),
      pending ? '. ' + view.ifNobodyDecides : '');
  }

  const outcomes = { approved: 'Approved', rejected: 'Rejected', void: 'Request withdrawn', expired: 'Expired' };
  const ahead = {
    responding: 'Firebreak goes on with the plan.', 'awaiting-approval': 'The next step waits for a decision.',
    verifying: 'Firebreak watches whether it recovers.', 'handed-over': 'Automation has stopped: people have the incident.', closed: 'The incident is closed.',
  };
  const seen = { met: ['good', 'met'], 'not-met': ['warn', 'not met'] };
  function criterion({ label, state, text: told }) {
    const [tone, word] = seen[state] || ['', 'not known'];
    const badge = element('span', word);
    badge.className = 'badge ' + tone;
    return element('li', badge, ' ', label, element('small', ' ', told));
  }

  const isWeb = (url) => /^https?:/.test(url || '');
  /** The personal link with a place on its page: the key stays in the fragment. */
  function onIncident(view, place) {
    if (!isWeb(view.incidentUrl)) return '#';
    const [page, key] = view.incidentUrl.split('#');
    return page + '#' + (key ? 'key=' + key + '&to=' : '') + place;
  }

  function ended(view) {
    byId('ended').className = 'card now ' + ({ approved: 'good', rejected: 'bad' }[view.state] || 'warn');
    text('outcome', outcomes[view.state] || view.state);
    const comment = (view.asked.find((person) => person.id === view.decidedBy) || {}).comment;
    const unanswered = view.decidedBy === null;
    const nameOf = (id) => (view.asked.find((person) => person.id === id) || { name: id }).name;
    const by = view.agreed.length > 1 && view.state === 'approved' ? view.agreed.map(nameOf).join(' and ') : nameOf(view.decidedBy);
    put('outcome-text', ...(!unanswered && (view.state === 'approved' || view.state === 'rejected')
      ? ['by ' + by + ' at ', time(view.decidedAt, true), comment ? ': “' + comment + '”' : ''] : [view.outcome || '']));
    const lines = view.progress.map((entry) => element('li', time(entry.at), element('span', entry.text)));
    put('progress', ...lines);
    show('progress', lines.length > 0);
    const isTaken = view.progress.some((entry) => entry.kind.startsWith('step.'));
    const taking = view.state === 'approved' && view.status === 'awaiting-approval' && !isTaken;
    const until = view.verdictBy ? [' The verdict comes by ', time(view.verdictBy), ' at the latest.'] : [];
    put('next', taking ? 'Firebreak carries it out now.' : ahead[view.status] || '', ...until);
    put('recovery', ...view.recovery.map(criterion));
    show('recovery', view.recovery.length > 0);
    put('left-list', ...view.leftToDo.map(({ text: told, place }) => {
      const link = element('a', told);
      link.href = onIncident(view, place);
      return element('li', link);
    }));
    show('left', view.leftToDo.length > 0 && view.incidentUrl);
    show('ended-incident', isWeb(view.incidentUrl));
    byId('ended-incident').href = onIncident(view, 'now');
  }

  /** Only approving takes a sign-in. */
  const waitsForSignIn = (view) => Boolean(view && view.state === 'pending' && view.signIn && !view.signIn.done);
  function signIn(asked) {
    show('sign-in', Boolean(asked));
    if (!asked) return;
    text('sign-in-text', asked.text);
    show('sign-in-link', !asked.done);
    byId('sign-in-link').href = asked.address;
  }

  function render(view) {
    clockOffset = Date.parse(view.now) - Date.now() || 0;
    const pending = view.state === 'pending';
    byId('asked').setAttribute('aria-level', pending ? '1' : '2');
    const service = view.serviceName || view.incident.service;
    document.title = (pending ? 'Approve? ' : (outcomes[view.state] || 'Approval') + ': ') + service + ' · Firebreak';
    text('you', view.you.name);
    text('severity', view.incident.severity);
    byId('severity').className = 'badge ' + ({ SEV1: 'bad', SEV2: 'warn' }[view.incident.severity] || '');
    text('service', service);
    text('asked', view.step.summary);
    text('title', view.incident.title);
    const why = [view.diagnosis || view.incident.severityReason, view.step.reason, view.reasons.join('; ')];
    byId('why').replaceChildren(...why.filter(Boolean).map((line) => element('li', line)));
    text('expected', view.expected);
    text('otherwise', view.ifItDoesNotHelp);
    countDown(view);
    people(view);
    evidence(view.evidence);
    const mine = (view.asked.find((person) => person.id === view.you.id) || {}).decision === 'approve';
    text('form-title', pending ? 'Your decision' : 'Ask again');
    show('standing', pending && mine);
    text('standing', 'You approved it. ' + Math.max(1, view.peopleNeeded - view.agreed.length) + ' more must agree before anything is done.');
    show('approve', !mine);
    signIn(pending ? view.signIn : null);
    show('vote', pending);
    show('withdrawal', pending && mine);
    show('anew', !pending && view.mayAskAgain);
    show('decide', pending || view.mayAskAgain);
    show('ended', !pending);
    if (!pending) ended(view);
    show('incident', isWeb(view.incidentUrl));
    byId('incident').href = onIncident(view, 'now');
    text('ids', 'Incident ' + view.incident.id + ', approval ' + view.approvalId);
    show('request', true);
    show('grounds', true);
  }
`;
