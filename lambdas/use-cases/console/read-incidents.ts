import { DependencyUnavailableError, NotFoundError, RestrictedError } from '../../domain/errors.ts';
import { mayRead, mayReaderRead, type Reader } from '../../domain/policy/people/may-read.ts';
import type { CompiledPolicy } from '../../domain/policy/policy.ts';
import type { Approval } from '../../domain/records/approval/approval.ts';
import type { IncidentStatus } from '../../domain/records/incident.ts';
import type { PostmortemHead } from '../../domain/records/postmortem/postmortem-head.ts';
import type { EvidenceDescription } from '../../domain/reporting/evidence/evidence-description.ts';
import { namedApproval, namedRecord } from '../../domain/reporting/names/named-facts.ts';
import type { Names } from '../../domain/reporting/names/policy-names.ts';
import { projectTimeline } from '../../domain/reporting/timeline/timeline-projection.ts';
import { viewCommunication } from '../../domain/reporting/views/communication-view.ts';
import { type IncidentSummary, summarizeIncident } from '../../domain/reporting/views/incident-summary.ts';
import { type IncidentView, viewIncident } from '../../domain/reporting/views/incident-view.ts';
import { viewPublicStatus } from '../../domain/reporting/views/public-status-view.ts';
import { type StopView, viewStops } from '../../domain/reporting/views/stop-view.ts';
import { type TimelineEntryView, viewTimelineEntry } from '../../domain/reporting/views/timeline-view.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ApprovalStore } from '../../ports/stores/approval-store.ts';
import type { DocumentStore } from '../../ports/stores/document-store.ts';
import type { IncidentRecord, IncidentStore } from '../../ports/stores/incident-store.ts';
import type { KillSwitchStore } from '../../ports/stores/kill-switch-store.ts';
import { readMarkdown } from '../postmortem/read-document.ts';
import { type ReadDraftDeps, readDrafted } from '../public-status/read-draft.ts';
import { readApprovals } from '../records/read-approvals.ts';

export interface ReadIncidentsDeps extends Pick<ReadDraftDeps, 'publicStatuses'> {
  readonly incidents: IncidentStore;
  readonly approvals: ApprovalStore;
  readonly documents: DocumentStore;
  /** Where a person follows an execution; null when there is no such page. */
  readonly executionUrl: (executionArn: string) => string | null;
  /** Base URL of the pages, without a slash at the end. */
  readonly consoleUrl: string;
  readonly evidenceKinds: readonly EvidenceDescription[];
  readonly killSwitches: KillSwitchStore;
  readonly clock: Clock;
  readonly policy: Pick<CompiledPolicy, 'people' | 'guardrails'>;
}

export interface IncidentListQuery {
  readonly status: IncidentStatus | 'open' | 'all';
  readonly service?: string;
  readonly limit: number;
  readonly cursor?: string;
}

export interface IncidentListView {
  readonly incidents: readonly IncidentSummary[];
  readonly cursor: string | null;
}

const incidentIdShape = /^inc_[0-9A-Z]{1,40}$/;

export async function listIncidents(
  { incidents }: Pick<ReadIncidentsDeps, 'incidents'>,
  query: IncidentListQuery,
): Promise<IncidentListView> {
  const page = await incidents.listIncidents(query);
  return { incidents: page.incidents.map(summarizeIncident), cursor: page.cursor };
}

/** What is stopped now. */
export async function readStops({
  killSwitches,
  policy,
}: Pick<ReadIncidentsDeps, 'killSwitches' | 'policy'>): Promise<readonly StopView[]> {
  return viewStops(policy.guardrails, await killSwitches.readAll());
}

/** One incident as a line of the list. Throws NotFoundError. */
export async function readSummary(
  { incidents }: Pick<ReadIncidentsDeps, 'incidents'>,
  id: string,
): Promise<IncidentSummary> {
  const incident = await incidents.readIncident(id);
  if (incident === null) {
    throw new NotFoundError('There is no such incident');
  }
  return summarizeIncident(incident);
}

/** One incident, with those of policy who may see it and so can have a part of it. */
export interface ShownIncident {
  readonly incident: IncidentView;
  readonly timeline: readonly TimelineEntryView[];
  readonly people: readonly { readonly id: string; readonly name: string }[];
}

/**
 * Everything that may be shown of one incident, in its words by these names, else by ids. Throws NotFoundError, and RestrictedError for
 * whoever may not see it.
 */
export async function readIncident(
  deps: ReadIncidentsDeps,
  id: string,
  reader: Reader,
  names: Names | null = null,
): Promise<ShownIncident> {
  const found = await readAll(deps, id, reader);
  const record = names === null ? found.record : namedRecord(found.record, names);
  const approvals =
    names === null ? found.approvals : found.approvals.map((each) => namedApproval(each, names));
  const { executionArn, postmortem } = record.incident;
  const text = await readText(deps.documents, postmortem);
  const timeline = projectTimeline(record, approvals, deps.evidenceKinds);
  const { updates } = deps.policy.people;
  const incident = viewIncident(
    record,
    approvals,
    text,
    {
      page: `${deps.consoleUrl}/incidents/${id}`,
      execution: executionArn === null ? null : deps.executionUrl(executionArn),
    },
    viewCommunication(record, timeline, updates, deps.clock.now()),
    viewPublicStatus(record.incident, await readDrafted(deps, record, timeline), deps.policy.people),
    deps.policy.people,
  );
  const people = deps.policy.people.people.filter(({ id: person }) =>
    mayRead(deps.policy.people, incident, person),
  );
  return {
    incident,
    timeline: timeline.map(viewTimelineEntry),
    people: people.map(({ id: person, name }) => ({ id: person, name })),
  };
}

/** The incident is worth showing without its postmortem; null says that the text cannot be read. */
async function readText(documents: DocumentStore, postmortem: PostmortemHead | null): Promise<string | null> {
  try {
    return await readMarkdown(documents, postmortem);
  } catch (error) {
    if (error instanceof DependencyUnavailableError) {
      return null;
    }
    throw error;
  }
}

/** Throws NotFoundError, RestrictedError. */
export async function readTimeline(
  deps: Pick<ReadIncidentsDeps, 'incidents' | 'approvals' | 'policy' | 'evidenceKinds'>,
  id: string,
  reader: Reader,
): Promise<readonly TimelineEntryView[]> {
  const { record, approvals } = await readAll(deps, id, reader);
  return timelineOf(deps, record, approvals);
}

async function readAll(
  deps: Pick<ReadIncidentsDeps, 'incidents' | 'approvals' | 'policy'>,
  id: string,
  reader: Reader,
) {
  const record = incidentIdShape.test(id) ? await deps.incidents.readRecord(id) : null;
  if (record === null) {
    throw new NotFoundError('There is no such incident');
  }
  if (!mayReaderRead(deps.policy.people, record.incident, reader)) throw new RestrictedError();
  return { record, approvals: await readApprovals(deps.approvals, record) };
}

function timelineOf(
  { evidenceKinds }: Pick<ReadIncidentsDeps, 'evidenceKinds'>,
  record: IncidentRecord,
  approvals: readonly Approval[],
): readonly TimelineEntryView[] {
  return projectTimeline(record, approvals, evidenceKinds).map(viewTimelineEntry);
}
