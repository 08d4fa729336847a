import { findService } from '../../policy/find-service.ts';
import { mayRead } from '../../policy/people/may-read.ts';
import type { CompiledPolicy } from '../../policy/policy.ts';
import type { FollowUp } from '../../records/follow-up/follow-up.ts';
import { followUpId } from '../../records/follow-up/follow-up-id.ts';
import { newFollowUp } from '../../records/follow-up/new-follow-up.ts';
import type { RecordedFacts } from '../../records/recorded-facts.ts';
import type { TimelineEntry } from '../../records/timeline.ts';
import { newestOf } from '../timeline/finding-entries.ts';
import { incidentTimes } from '../times/incident-times.ts';
import type { Proposal } from './proposal.ts';
import { causeProposals, debtProposals, gapProposals, stepProposals } from './proposals-of-record.ts';
import { detectionProposals } from './proposals-of-times.ts';

export interface ProposeInput {
  readonly record: RecordedFacts;
  /** As projected. */
  readonly timeline: readonly TimelineEntry[];
  readonly policy: Pick<CompiledPolicy, 'services' | 'people'>;
}

const day = 24 * 3_600_000;

/** Those that are not on record yet. */
export function newFollowUps(input: ProposeInput): readonly FollowUp[] {
  const known = new Set(input.record.followUps.map(({ id }) => id));
  return proposeFollowUps(input).filter(({ id }) => !known.has(id));
}

/** What a closed incident itself asks to be done, each as it is recorded first. The same record gives the same, whenever it is asked. */
export function proposeFollowUps({ record, timeline, policy }: ProposeInput): readonly FollowUp[] {
  const { incident } = record;
  if (incident.status !== 'closed') return [];
  const service = findService(policy, incident);
  const { followUps: rules, people } = policy.people;
  // Of a security-sensitive incident nobody owns anything who may not see it.
  const known = people.map(({ id }) => id).filter((id) => mayRead(policy.people, incident, id));
  const ofIncident = [service?.owner, incident.commander].find((id) => known.some((each) => each === id));
  const inCharge = incident.sensitive ? (known[0] ?? null) : null;
  const proposals: readonly Proposal[] = [
    ...causeProposals(record),
    ...debtProposals(record),
    ...stepProposals(record),
    ...detectionProposals(record, incidentTimes(record, timeline), policy),
    ...gapProposals(record, service),
  ];
  return proposals.map(({ type, reason, text, owner, entries }) =>
    newFollowUp({
      incidentId: incident.id,
      id: followUpId(incident.id, reason),
      service: incident.service,
      environment: incident.environment,
      type,
      text,
      owner: known.find((id) => id === owner) ?? ofIncident ?? inCharge,
      dueAt: new Date(Date.parse(incident.closedAt) + rules.dueDays[type] * day).toISOString(),
      entries: entries.flatMap((id) => newestOf(timeline, id)?.id ?? []),
      state: 'proposed',
      createdAt: incident.closedAt,
      createdBy: 'firebreak:file-follow-ups',
    }),
  );
}
