import { mayCallerRead } from '../../domain/policy/people/may-read.ts';
import type { CompiledPolicy } from '../../domain/policy/policy.ts';
import type { Incident } from '../../domain/records/incident.ts';
import type { EvidenceDescription } from '../../domain/reporting/evidence/evidence-description.ts';
import { figuresOf, type IncidentFigures } from '../../domain/reporting/numbers/incident-figures.ts';
import { type Report, reportOf } from '../../domain/reporting/numbers/report.ts';
import { projectTimeline } from '../../domain/reporting/timeline/timeline-projection.ts';
import { cameBack } from '../../domain/response/autonomy/came-back.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ApprovalStore } from '../../ports/stores/approval-store.ts';
import type { IncidentStore } from '../../ports/stores/incident-store.ts';
import { inParallel } from '../alerts/in-parallel.ts';
import { readApprovals } from '../records/read-approvals.ts';

export interface ReadReportDeps {
  readonly incidents: IncidentStore;
  readonly approvals: ApprovalStore;
  readonly policy: Pick<CompiledPolicy, 'people'>;
  readonly evidenceKinds: readonly EvidenceDescription[];
  readonly clock: Clock;
}

export interface ReportQuery {
  /** Of when the incidents were opened: from this instant on, ISO 8601 UTC. */
  readonly since: string;
  /** Before this one. */
  readonly until: string;
  readonly service?: string;
}

export interface ReportResult extends Report {
  readonly since: string;
  readonly until: string;
  /** There are more incidents than one report counts: those opened before this are not in it. Null: all are. */
  readonly countedSince: string | null;
}

/** Each record is read: more take too long for one request. */
const mostIncidents = 300;
const pageSize = 100;
const width = 8;

/** The numbers of the incidents that were opened in a span. Security-sensitive ones count only for a caller who may see them. */
export async function readReport(
  deps: ReadReportDeps,
  query: ReportQuery,
  callerArn: string | null,
): Promise<ReportResult> {
  const { people } = deps.policy;
  const { incidents, countedSince } = await listSpan(deps, query);
  const figures: IncidentFigures[] = [];
  const now = deps.clock.now();
  const readable = incidents.filter((incident) => mayCallerRead(people, incident, callerArn));
  await inParallel(readable, width, async (incident) => {
    const record = await deps.incidents.readRecord(incident.id);
    if (record === null) return;
    const timeline = projectTimeline(record, await readApprovals(deps.approvals, record), deps.evidenceKinds);
    figures.push(figuresOf(record, timeline, people.updates, now, cameBack(incident, incidents)));
  });
  const { since, until } = query;
  const inOrder = figures.toSorted((a, b) => (a.id < b.id ? 1 : -1));
  return { since, until, countedSince, ...reportOf(inOrder) };
}

/** Newest first, at most as many as a report counts. */
async function listSpan(
  { incidents }: ReadReportDeps,
  { since, until, service }: ReportQuery,
): Promise<{ readonly incidents: readonly Incident[]; readonly countedSince: string | null }> {
  const found: Incident[] = [];
  let cursor: string | null = null;
  do {
    const page = await incidents.listIncidents({
      status: 'all',
      limit: pageSize,
      openedBefore: until,
      ...(service === undefined ? {} : { service }),
      ...(cursor === null ? {} : { cursor }),
    });
    const inSpan = page.incidents.filter(({ openedAt }) => openedAt >= since);
    found.push(...inSpan);
    cursor = inSpan.length < page.incidents.length ? null : page.cursor;
  } while (cursor !== null && found.length <= mostIncidents);
  const counted = found.slice(0, mostIncidents);
  const isCut = found.length > mostIncidents;
  return { incidents: counted, countedSince: isCut ? (counted.at(-1)?.openedAt ?? null) : null };
}
