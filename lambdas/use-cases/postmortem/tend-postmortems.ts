import { SweepIncompleteError } from '../../domain/errors.ts';
import { failureReason } from '../../domain/failure-reason.ts';
import type { Incident } from '../../domain/records/incident.ts';
import { sealKind } from '../../domain/reporting/bundle/bundle-items.ts';
import {
  dutyOf,
  postmortemNotifications,
} from '../../domain/reporting/notifications/postmortem-notification.ts';
import type { Notifier } from '../../ports/notifier.ts';
import { type ConcludeRecordDeps, concludeRecord } from '../bundle/conclude-record.ts';
import { type WritePostmortemDeps, writePostmortem } from './write-postmortem.ts';

export interface TendPostmortemsDeps extends WritePostmortemDeps, ConcludeRecordDeps {
  readonly notifier: Notifier;
}

/**
 * The workflow itself has written it by then. Later than the sweep finishes a closing (after 600 s, each minute): until something is
 * written, an incident counts as one whose closing may not be finished.
 */
const writingSeconds = 1200;
/** Until then a record is sealed that is not: what should have done so may have ended before. */
const sealingSeconds = 86_400;
/** What closed longer ago is nobody reminded of any more. */
const tendDays = 30;
const pageSize = 100;
const mostPages = 10;

/**
 * Writes postmortems that are missing, seals records that are not, and tells people of postmortems that are not published. One that fails
 * keeps no other waiting.
 */
export async function tendPostmortems(deps: TendPostmortemsDeps): Promise<{ readonly tended: number }> {
  const failures: string[] = [];
  const closed = await recentlyClosed(deps);
  for (const incident of closed) {
    try {
      await tend(deps, incident);
    } catch (error) {
      failures.push(`${incident.id}: ${failureReason(error)}`);
    }
  }
  if (failures.length > 0) {
    throw new SweepIncompleteError(`Some postmortems could not be processed: ${failures.join('; ')}`);
  }
  return { tended: closed.length };
}

async function tend(deps: TendPostmortemsDeps, incident: Incident): Promise<void> {
  const now = deps.clock.now();
  if (incident.status !== 'closed') return;
  const ageSeconds = (now.getTime() - Date.parse(incident.closedAt)) / 1000;
  const isMissing = incident.postmortem === null;
  if (ageSeconds > writingSeconds && (isMissing || ageSeconds < sealingSeconds)) {
    if (isMissing) await writePostmortem(deps, { incidentId: incident.id });
    const outline = await deps.incidents.readOutline(incident.id);
    const isSealed = outline?.entries.some(({ kind }) => kind === sealKind) === true;
    if (!isSealed) await concludeRecord(deps, { incidentId: incident.id });
  }
  if (isMissing) return;
  if (dutyOf(incident, deps.policy, now) === null) return;
  const outline = await deps.incidents.readOutline(incident.id);
  if (outline === null) return;
  for (const notification of postmortemNotifications(incident, outline.entries, deps.policy, now)) {
    await deps.notifier.notify(notification, { incident, actor: 'firebreak:tend-postmortems' });
  }
}

async function recentlyClosed({ incidents, clock }: TendPostmortemsDeps): Promise<readonly Incident[]> {
  const since = new Date(clock.now().getTime() - tendDays * 86_400_000).toISOString();
  const found: Incident[] = [];
  let cursor: string | null = null;
  for (let page = 1; page <= mostPages; page += 1) {
    const read = await incidents.listIncidents({
      status: 'closed',
      limit: pageSize,
      ...(cursor === null ? {} : { cursor }),
    });
    found.push(...read.incidents);
    cursor = read.cursor;
    if (cursor === null || (read.incidents.at(-1)?.openedAt ?? '') < since) break;
  }
  return found.filter((incident) => incident.status === 'closed' && incident.closedAt >= since);
}
