import { WriteConflictError } from '../../domain/errors.ts';
import { failedCall, nextTry } from '../../domain/failed-call.ts';
import type { CompiledPolicy } from '../../domain/policy/policy.ts';
import type { FollowUp, Ticket } from '../../domain/records/follow-up/follow-up.ts';
import type { Incident } from '../../domain/records/incident.ts';
import { ticketFacts } from '../../domain/reporting/follow-ups/ticket-facts.ts';
import { nextFollowUp } from '../../domain/response/follow-ups/change-follow-up.ts';
import { ticketPauses } from '../../domain/response/follow-ups/follow-up-duties.ts';
import type { Clock } from '../../ports/clock.ts';
import type { BoundTracker } from '../../ports/plug-ins/tracker.ts';
import type { IncidentStore } from '../../ports/stores/incident-store.ts';
import { changeNewest } from './change-newest.ts';

export interface FileTicketDeps {
  readonly incidents: IncidentStore;
  readonly policy: Pick<CompiledPolicy, 'people'>;
  readonly clock: Clock;
  /** Base URL of the pages, without a slash at the end. */
  readonly consoleUrl: string;
}

/** What became of one: `busy`: somebody else is at it. */
export type Filed = 'filed' | 'failed' | 'busy';

/**
 * Files the ticket of a follow-up, once: who does it writes so first, looks for the ticket before making one, and so finds what an earlier
 * try has made whose answer got lost. Never rejects because of the tracker.
 */
export async function fileTicket(
  deps: FileTicketDeps,
  tracker: BoundTracker,
  followUp: FollowUp,
  incident: Incident,
): Promise<Filed> {
  const started = await claim(deps, tracker, followUp);
  if (started === null) return 'busy';
  try {
    const facts = ticketFacts(started, incident, deps.consoleUrl, deps.policy.people);
    const found = await tracker.find(started.id, started.createdAt);
    const ticket = found ?? (await tracker.create(facts));
    const at = deps.clock.now().toISOString();
    await link(deps, started, { ...ticket, tracker: tracker.place.id, filedAt: at, readAt: at });
    return 'filed';
  } catch (error) {
    if (error instanceof WriteConflictError) throw error;
    await note(deps, started, error);
    return 'failed';
  }
}

async function claim(
  { incidents, clock }: FileTicketDeps,
  { place }: BoundTracker,
  followUp: FollowUp,
): Promise<FollowUp | null> {
  const now = clock.now();
  const started = nextFollowUp(followUp, {
    filing: {
      tracker: place.id,
      startedAt: now.toISOString(),
      tries: (followUp.filing?.tries ?? 0) + 1,
      outcome: 'trying',
      reason: followUp.filing?.reason ?? null,
      nextAt: new Date(now.getTime() + ticketPauses.firstMinutes * 60_000).toISOString(),
    },
  });
  try {
    await incidents.saveFollowUp(started);
    return started;
  } catch (error) {
    if (error instanceof WriteConflictError) return null;
    throw error;
  }
}

/** Who edits it at the same time loses nothing, and neither does the ticket. */
async function link({ incidents }: FileTicketDeps, started: FollowUp, ticket: Ticket): Promise<void> {
  await changeNewest(incidents, started, (newest) => {
    const state = newest.state === 'proposed' ? 'open' : newest.state;
    return nextFollowUp(newest, { ticket, filing: null, state });
  });
  await incidents.appendEntry(started.incidentId, {
    id: `follow-up.filed:${started.id}`,
    at: ticket.filedAt,
    actor: 'firebreak:file-follow-ups',
    kind: 'follow-up.filed',
    text: `Filed as ${ticket.key} in ${ticket.tracker}`,
    data: { followUp: started.id, url: ticket.url },
  });
}

async function note({ incidents, clock }: FileTicketDeps, started: FollowUp, error: unknown): Promise<void> {
  const { outcome, reason, retryAfterSeconds } = failedCall(error);
  const nextAt = nextTry(started.filing?.tries ?? 1, retryAfterSeconds, clock.now(), ticketPauses);
  await changeNewest(incidents, started, (newest) =>
    newest.filing === null
      ? newest
      : nextFollowUp(newest, { filing: { ...newest.filing, outcome, reason, nextAt } }),
  );
}
