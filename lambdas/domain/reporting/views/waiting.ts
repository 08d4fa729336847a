import type { Approval } from '../../records/approval/approval.ts';
import type { Incident } from '../../records/incident.ts';
import { stepSummary } from '../labels/step-summary.ts';

export const waitingFor = ['firebreak', 'approval', 'recovery', 'person'] as const;

/** What an incident waits for right now. `until` is when the wait ends by itself. */
export interface Waiting {
  readonly for: (typeof waitingFor)[number];
  readonly text: string;
  readonly people: readonly string[];
  readonly since: string;
  readonly until: string | null;
}

/** Null once it is closed. `approval` is the one the incident names, where the caller has read it. */
export function waitingOf(incident: Incident, approval: Approval | null): Waiting | null {
  switch (incident.status) {
    case 'opened':
    case 'triaging':
      return ours(incident, 'Evidence is being gathered');
    case 'responding':
      return ours(incident, 'The next step of the plan is being prepared');
    case 'awaiting-approval':
      return {
        for: 'approval',
        text: `A decision on: ${stepSummary(incident, incident.stepIndex)}`,
        people: [...new Set(approval?.links.map((link) => link.person) ?? [])],
        since: approval?.requestedAt ?? incident.updatedAt,
        until: approval?.expiresAt ?? null,
      };
    case 'verifying':
      return {
        for: 'recovery',
        text:
          incident.stepIndex === null
            ? 'Recovery, without an action'
            : `Recovery after: ${stepSummary(incident, incident.stepIndex)}`,
        people: [],
        since: incident.since,
        until: incident.deadlineAt,
      };
    case 'handed-over':
      return {
        for: 'person',
        text: `A person: ${incident.reason}`,
        people: incident.commander === null ? [] : [incident.commander],
        since: incident.since,
        until: null,
      };
    case 'closed':
      return null;
    default:
      return incident satisfies never;
  }
}

function ours(incident: Incident, text: string): Waiting {
  return { for: 'firebreak', text, people: [], since: incident.updatedAt, until: null };
}
