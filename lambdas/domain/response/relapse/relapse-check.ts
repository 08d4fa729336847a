import { stormTarget } from '../../correlation/storm-target.ts';
import type { Incident } from '../../records/incident.ts';
import type { TimelineEntry } from '../../records/timeline.ts';

/** So many hours after closing Firebreak looks whether it lasts. */
export const relapseCheckHours = [1, 24] as const;
export type RelapseCheckHours = (typeof relapseCheckHours)[number];

/** Name of the schedule that makes one check of an incident. */
export function relapseCheckOf(incidentId: string, hours: RelapseCheckHours): string {
  return `relapse-${hours}h-${incidentId}`;
}

/** When which checks are made. None: nobody knows that it was over, or there is nothing that could come back as one thing. */
export function relapseChecks(
  incident: Incident,
): readonly { readonly hours: RelapseCheckHours; readonly at: Date }[] {
  if (incident.status !== 'closed' || incident.outcome === 'unattended') return [];
  if (incident.assessment === null || incident.correlationKey === stormTarget.correlationKey) return [];
  const closedAt = Date.parse(incident.closedAt);
  return relapseCheckHours.map((hours) => ({ hours, at: new Date(closedAt + hours * 3_600_000) }));
}

/**
 * What a check found. `came-back`: another incident had been opened for it before; `unknown`: metrics are missing, or tell neither, which is
 * no relapse.
 */
export const relapseFindings = ['holds', 'relapsed', 'came-back', 'unknown'] as const;

export interface RelapseFinding {
  readonly state: (typeof relapseFindings)[number];
  /** For people; with `came-back`: the id of the other incident. */
  readonly reason: string;
}

export function relapseEntryId(hours: RelapseCheckHours): string {
  return `relapse.checked:${hours}h`;
}

export function relapseEntry(
  hours: RelapseCheckHours,
  { state, reason }: RelapseFinding,
  now: Date,
): TimelineEntry {
  return {
    id: relapseEntryId(hours),
    at: now.toISOString(),
    actor: 'firebreak:check-relapse',
    kind: 'relapse.checked',
    text: sentence(hours, state, reason),
    data: { hours, state },
  };
}

function sentence(hours: RelapseCheckHours, state: RelapseFinding['state'], reason: string): string {
  switch (state) {
    case 'holds':
      return `${hours} h after closing it still holds: ${reason}`;
    case 'relapsed':
      return `${hours} h after closing it is back: ${reason}. A new incident is opened for it`;
    case 'came-back':
      return `Not checked ${hours} h after closing: it came back as ${reason}`;
    case 'unknown':
      return `${hours} h after closing it is not known whether it holds: ${reason}`;
  }
}
