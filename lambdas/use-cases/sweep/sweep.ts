import { SweepIncompleteError, WriteConflictError } from '../../domain/errors.ts';
import { failureReason } from '../../domain/failure-reason.ts';
import type { CompiledPolicy } from '../../domain/policy/policy.ts';
import type { Incident } from '../../domain/records/incident.ts';
import type { Debt } from '../../domain/records/step-record.ts';
import { giveUpSeconds } from '../../domain/reporting/updates/post-log.ts';
import type { EvidencePlugIn } from '../../ports/plug-ins/evidence-kind.ts';
import { finishClosing } from '../closing/finish-closing.ts';
import { readToTheEnd } from '../closing/read-to-the-end.ts';
import { type TellLostAutonomyDeps, tellLostAutonomy } from '../closing/tell-lost-autonomy.ts';
import { tellUnattended } from '../closing/tell-unattended.ts';
import type { ResumeAlertsDeps } from '../correlation/correlate-again.ts';
import { watchHeartbeats } from '../correlation/heartbeats.ts';
import { resumeDependents, resumeHeldAlerts } from '../correlation/resume-alerts.ts';
import { resumeEchoes } from '../correlation/resume-echoes.ts';
import { type PostUpdatesDeps, postUpdates } from '../notify/post-updates.ts';
import { tellClosed } from '../notify/tell-outcomes.ts';
import { adoptDebts } from './adopt-debts.ts';
import { type EndStrayWorkflowsDeps, endStrayWorkflows } from './end-stray-workflows.ts';
import { type SweepIncidentDeps, sweepIncident } from './sweep-incident.ts';
import { type TendDebtsDeps, tendDebt } from './tend-debts.ts';

export interface SweepDeps
  extends SweepIncidentDeps,
    ResumeAlertsDeps,
    EndStrayWorkflowsDeps,
    TellLostAutonomyDeps,
    TendDebtsDeps,
    PostUpdatesDeps {
  readonly evidenceKinds: readonly EvidencePlugIn[];
  readonly policy: CompiledPolicy;
}

const pageSize = 100;
/** Closed incidents whose last writes are checked. */
const recentlyClosed = 25;

/** For all incident channels together. */
const channelSeconds = 20;

/** One thing to see to. */
interface SweepTask {
  readonly subject: string;
  readonly work: () => Promise<void>;
}

/**
 * Finishes whatever is overdue or half done, one thing at a time: one that fails does not keep the others waiting, and
 * makes the sweep reject with SweepIncompleteError at its end, so that its alarm rings. Harmless at any time.
 */
export async function sweep(deps: SweepDeps): Promise<{ readonly swept: number }> {
  const failures: { readonly subject: string; readonly error: unknown }[] = [];
  const open = await listOpen(deps);
  const { incidents: closed } = await deps.incidents.listIncidents({
    status: 'closed',
    limit: recentlyClosed,
  });
  const debts = await deps.incidents.listOpenDebts();
  const tasks: readonly SweepTask[] = [
    ...open.flatMap((incident) => [
      { subject: incident.id, work: () => sweepIncident(deps, incident) },
      { subject: incident.id, work: () => tellLostAutonomy(deps, incident) },
    ]),
    ...closed.flatMap((incident) => [
      { subject: incident.id, work: () => finishClosing(deps, incident) },
      { subject: incident.id, work: () => readToTheEnd(deps, incident) },
      { subject: incident.id, work: () => tellUnattended(deps, incident) },
      { subject: incident.id, work: () => tellLostAutonomy(deps, incident) },
      { subject: incident.id, work: () => tellClosed(deps, incident) },
      { subject: incident.id, work: () => resumeDependents(deps, incident) },
      { subject: incident.id, work: () => adoptClosed(deps, incident, debts) },
    ]),
    ...debts.map((debt) => ({
      subject: `debt on ${debt.resource} of ${debt.incidentId}`,
      work: () => tendDebtAfresh(deps, debt),
    })),
    { subject: 'workflows', work: () => endStrayWorkflows(deps, open) },
    { subject: 'heartbeats', work: () => watchHeartbeats(deps) },
    { subject: 'alerts that actions announced', work: () => resumeEchoes(deps) },
    { subject: 'maintenance windows', work: () => resumeHeldAlerts(deps) },
    ...deps.policy.people.people.map((person) => ({
      subject: `digest of ${person.id}`,
      work: () => deps.notifier.sendDigest(person.id),
    })),
    { subject: 'incident channels', work: () => tellChannels(deps, [...open, ...closed]) },
  ];
  for (const { subject, work } of tasks) {
    try {
      await again(work);
    } catch (error) {
      failures.push({ subject, error });
    }
  }
  if (failures.length > 0) {
    const left = failures.map(({ subject, error }) => `${subject}: ${failureReason(error)}`);
    throw new SweepIncompleteError(`The sweep could not finish ${left.join('; ')}`, {
      cause: new AggregateError(failures.map(({ error }) => error)),
    });
  }
  return { swept: open.length };
}

/** Last, and not for long: nothing else waits for a channel. */
async function tellChannels(deps: SweepDeps, incidents: readonly Incident[]): Promise<void> {
  if (deps.policy.people.incidentChannels.length === 0) return;
  const now = deps.clock.now().getTime();
  const until = new Date(now + channelSeconds * 1000);
  for (const incident of incidents) {
    const isClosed = incident.status === 'closed';
    if (isClosed && now - Date.parse(incident.closedAt) > giveUpSeconds * 1000) continue;
    await postUpdates(deps, incident.id, { until, actor: 'firebreak:sweep', isClosed });
  }
}

/** Of an incident that closed with debts which are not listed: they may be closed since, or an earlier version's. */
async function adoptClosed(
  { incidents }: SweepDeps,
  incident: Incident,
  listed: readonly Debt[],
): Promise<void> {
  if (incident.status !== 'closed' || incident.acceptedDebts.length === 0) return;
  if (listed.some(({ incidentId }) => incidentId === incident.id)) return;
  await adoptDebts(incidents, incident, await incidents.listDebts(incident.id));
}

/** As it is now: an index may lag, and whoever lost a write looks again. */
async function tendDebtAfresh(deps: SweepDeps, { incidentId, resource }: Debt): Promise<void> {
  const debts = await deps.incidents.listDebts(incidentId);
  const debt = debts.find((each) => each.resource === resource);
  if (debt !== undefined) await tendDebt(deps, debt);
}

/** The workflow and people write at the same time: whoever lost looks again, once. */
async function again(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof WriteConflictError)) throw error;
    await work();
  }
}

async function listOpen({ incidents }: SweepDeps): Promise<readonly Incident[]> {
  const open: Incident[] = [];
  let cursor: string | null = null;
  do {
    const page = await incidents.listIncidents({
      status: 'open',
      limit: pageSize,
      ...(cursor === null ? {} : { cursor }),
    });
    open.push(...page.incidents);
    cursor = page.cursor;
  } while (cursor !== null);
  return open;
}
