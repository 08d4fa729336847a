import { personName } from '../../policy/people/person-name.ts';
import type { PeoplePolicy } from '../../policy/schemas/people-schema.ts';
import type { FollowUp, FollowUpType } from '../../records/follow-up/follow-up.ts';
import type { Incident } from '../../records/incident.ts';
import type { Severity } from '../../records/severity.ts';

/** What a ticket is made of. Text in it may quote hostile input. */
export interface TicketFacts {
  readonly followUpId: string;
  readonly incidentId: string;
  /** Page of the incident. */
  readonly url: string;
  /** ISO 8601 date. */
  readonly dueOn: string;
  /** Null: the incident is security-sensitive, and the ticket says no more than that. */
  readonly about: {
    readonly type: FollowUpType;
    readonly text: string;
    /** Name of the person. */
    readonly owner: string | null;
    readonly severity: Severity;
    readonly service: string;
    readonly environment: string;
    readonly incidentTitle: string;
    readonly openedAt: string;
  } | null;
}

export function ticketFacts(
  followUp: FollowUp,
  incident: Incident,
  consoleUrl: string,
  { people }: Pick<PeoplePolicy, 'people'>,
): TicketFacts {
  const { id, type, text, owner, dueAt, service, environment } = followUp;
  const { severity, title, openedAt } = incident;
  const name = owner === null ? null : personName(people, owner);
  return {
    followUpId: id,
    incidentId: incident.id,
    url: `${consoleUrl}/incidents/${incident.id}`,
    dueOn: dueAt.slice(0, 10),
    about: incident.sensitive
      ? null
      : { type, text, owner: name, severity, service, environment, incidentTitle: title, openedAt },
  };
}
