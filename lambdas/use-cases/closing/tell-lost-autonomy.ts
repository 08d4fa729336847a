import { findService } from '../../domain/policy/find-service.ts';
import type { CompiledPolicy } from '../../domain/policy/policy.ts';
import type { Incident } from '../../domain/records/incident.ts';
import { autonomyNotification } from '../../domain/reporting/notifications/autonomy-notification.ts';
import { cameBack } from '../../domain/response/autonomy/came-back.ts';
import { earnedLevel, type JudgedStep, judgedSteps } from '../../domain/response/autonomy/track-record.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Notifier } from '../../ports/notifier.ts';
import type { IncidentStore } from '../../ports/stores/incident-store.ts';
import { readJudgedSteps } from '../actions/read-judged-steps.ts';

export interface TellLostAutonomyDeps {
  readonly incidents: IncidentStore;
  readonly notifier: Notifier;
  readonly policy: CompiledPolicy;
  readonly clock: Clock;
}

/** Whom it did not reach by then it does not reach any more. */
const tellSeconds = 3600;

/** What an incident shows, and what was known before it. */
interface News {
  readonly about: Outline;
  readonly before: readonly JudgedStep[];
  readonly after: readonly JudgedStep[];
  /** Actions of which it is news that they failed. */
  readonly failed: readonly string[];
  readonly at: string;
  readonly because: string;
}
type Outline = NonNullable<Awaited<ReturnType<IncidentStore['readOutline']>>>;

/**
 * Tells the owner of a service once when what an incident shows of an action takes some of its autonomy away: by steps of its own, once it is
 * closed, or, once it is opened, by those that seemed to have ended the incident that it reopens.
 */
export async function tellLostAutonomy(deps: TellLostAutonomyDeps, incident: Incident): Promise<void> {
  const { policy } = deps;
  const owner = findService(policy, incident)?.owner;
  if (owner === undefined || !isKnown(policy, owner)) return;
  for (const read of [ownNews, relapseNews]) {
    const news = await read(deps, incident);
    if (news !== null) await tell(deps, news, owner);
  }
}

async function ownNews({ incidents, clock }: TellLostAutonomyDeps, incident: Incident): Promise<News | null> {
  if (incident.status !== 'closed' || !isFresh(incident.closedAt, clock)) return null;
  if ((incident.assessment?.plan.steps ?? []).length === 0) return null;
  const about = await incidents.readOutline(incident.id);
  if (about === null) return null;
  const own = judgedSteps(about.incident, about.steps);
  const failed = own.filter(({ outcome }) => outcome !== 'success').map(({ action }) => action);
  if (failed.length === 0) return null;
  const before = await readJudgedSteps(incidents, incident.service, [incident.id]);
  return { about, before, after: [...before, ...own], failed, at: incident.closedAt, because: '' };
}

/** What the later incident shows by its own steps is told once it is closed. */
async function relapseNews(
  { incidents, clock }: TellLostAutonomyDeps,
  incident: Incident,
): Promise<News | null> {
  const { id, service, reopens, openedAt } = incident;
  if (reopens === null || !isFresh(openedAt, clock)) return null;
  const about = await incidents.readOutline(reopens);
  if (about === null || !cameBack(about.incident, [incident])) return null;
  const own = judgedSteps(about.incident, about.steps, true);
  const failed = own.filter(({ outcome }) => outcome === 'relapse').map(({ action }) => action);
  if (failed.length === 0) return null;
  const others = await readJudgedSteps(incidents, service, [reopens, id]);
  return {
    about,
    before: [...others, ...judgedSteps(about.incident, about.steps)],
    after: [...others, ...own],
    failed,
    at: openedAt,
    because: `. What it seemed to have ended came back as ${id}`,
  };
}

async function tell(
  { notifier, policy }: TellLostAutonomyDeps,
  { about: { incident, entries }, before, after, failed, at, because }: News,
  owner: string,
): Promise<void> {
  for (const action of new Set(failed)) {
    const of = { service: incident.service, action };
    const { autonomy } = policy.guardrails;
    const { isBelow, text } = earnedLevel(autonomy, of, after);
    if (!isBelow || earnedLevel(autonomy, of, before).isBelow) continue;
    const notification = autonomyNotification(incident, entries, {
      action,
      text: `${text}${because}`,
      at,
      owner,
    });
    if (notification !== null) await notifier.notify(notification, { incident, actor: 'firebreak:sweep' });
  }
}

function isFresh(at: string, clock: Clock): boolean {
  return clock.now().getTime() - Date.parse(at) <= tellSeconds * 1000;
}

function isKnown({ people }: CompiledPolicy, person: string): boolean {
  return people.people.some(({ id }) => id === person);
}
