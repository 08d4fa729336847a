import type { Approval } from '../../records/approval/approval.ts';
import type { Incident } from '../../records/incident.ts';
import type { RecordedFacts } from '../../records/recorded-facts.ts';
import type { Debt, StepRecord } from '../../records/step-record.ts';
import type { TimelineEntry } from '../../records/timeline.ts';
import type { Names } from './policy-names.ts';

type Told = Pick<RecordedFacts, 'incident' | 'steps' | 'debts' | 'followUps' | 'entries'>;

/** The same record with names in place of ids, to be put into words. Nobody may be looked up by it. */
export function namedRecord<Record extends Told>(record: Record, names: Names): Record {
  return {
    ...record,
    incident: namedIncident(record.incident, names),
    steps: record.steps.map((step) => namedStep(step, names)),
    debts: record.debts.map((debt) => namedDebt(debt, names)),
    followUps: record.followUps.map((each) => namedOwner(each, names)),
    entries: record.entries.map((entry) => namedEntry(entry, names)),
  };
}

export function namedApproval(approval: Approval, names: Names): Approval {
  const { links, votes, decidedBy } = approval;
  return {
    ...approval,
    links: links.map((link) => ({ ...link, person: names.person(link.person) })),
    ...(votes === undefined ? {} : { votes: votes.map((vote) => ({ ...vote, by: names.person(vote.by) })) }),
    decidedBy: decidedBy === null ? null : names.person(decidedBy),
  };
}

function namedIncident(incident: Incident, names: Names): Incident {
  const { service, commander, postmortem } = incident;
  return {
    ...incident,
    service: names.service(service),
    commander: commander === null ? null : names.person(commander),
    postmortem: postmortem && namedOwner(postmortem, names),
    ...(incident.status === 'closed' ? { closedBy: namedActor(incident.closedBy, names) } : {}),
  };
}

function namedOwner<Owned extends { readonly owner?: string | null }>(owned: Owned, names: Names): Owned {
  const { owner } = owned;
  return typeof owner === 'string' ? { ...owned, owner: names.person(owner) } : owned;
}

function namedStep(step: StepRecord, names: Names): StepRecord {
  const { lock } = step;
  if (lock === null) return step;
  const by = lock.authority.by.map((id) => names.person(id));
  return { ...step, lock: { ...lock, authority: { ...lock.authority, by } } };
}

function namedDebt(debt: Debt, names: Names): Debt {
  const { owner, closedBy } = debt;
  return {
    ...debt,
    owner: names.person(owner),
    closedBy: closedBy === null ? null : namedActor(closedBy, names),
  };
}

/** Who acted, and whom a message reached: the text of such an entry begins or ends with their ids. */
function namedEntry(entry: TimelineEntry, names: Names): TimelineEntry {
  const { actor, text, data } = entry;
  const { person, people } = data;
  const named = { ...entry, actor: namedActor(actor, names) };
  if (typeof person === 'string' && text.startsWith(`${person} `)) {
    return { ...named, text: `${names.person(person)}${text.slice(person.length)}` };
  }
  if (Array.isArray(people) && people.length > 0 && text.endsWith(` ${people.join(', ')}`)) {
    const called = people.map((id) => names.person(String(id))).join(', ');
    return { ...named, text: `${text.slice(0, -people.join(', ').length)}${called}` };
  }
  return named;
}

export function namedActor(actor: string, names: Names): string {
  const [kind, ...rest] = actor.split(':');
  const id = rest.join(':');
  if (kind === 'agent') return `agent:${names.agent(id)}`;
  return kind === 'person' ? `person:${names.person(id)}` : actor;
}
