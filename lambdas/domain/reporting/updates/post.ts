import type { IncidentChannelPolicy } from '../../policy/people/incident-channels.ts';
import type { PersonPolicy } from '../../policy/policy.ts';
import type { Incident } from '../../records/incident.ts';
import type { IncidentUpdate, UpdatedIncident } from './incident-update.ts';

/** Short texts by short names, such as the thread that an incident has. */
export type ChannelMemory = Readonly<Record<string, string>>;

/** One update of an incident, as one incident channel is to get it. */
export interface Post {
  /** The same when it is sent again. Letters, digits, `-`, `_`, `.` and `@` only. */
  readonly key: string;
  /** As people.yaml says; null where it says nothing. */
  readonly to: string | null;
  readonly incident: UpdatedIncident;
  /** Text in it may quote hostile input. */
  readonly update: IncidentUpdate;
  /** The incident's page, for everybody alike: it has no key. */
  readonly url: string;
  /** Who must act. */
  readonly called: readonly PersonPolicy[];
  /** What the channel kept of earlier posts about this incident. */
  readonly memory: ChannelMemory;
}

export interface PostInput {
  readonly incident: Incident;
  readonly place: IncidentChannelPolicy;
  readonly update: IncidentUpdate;
  readonly memory: ChannelMemory;
  readonly consoleUrl: string;
  readonly people: readonly PersonPolicy[];
}

/** Of a security-sensitive incident it has neither title nor service. */
export function postOf({ incident, place, update, memory, consoleUrl, people }: PostInput): Post {
  const { id, severity, service, environment, title, openedAt, status, sensitive } = incident;
  return {
    key: [id, place.id, update.id]
      .join('_')
      .replace(/[^\w.@-]/g, '-')
      .slice(0, 256),
    to: place.to ?? null,
    incident: {
      id,
      severity,
      service: sensitive ? 'not shown' : service,
      environment,
      title: sensitive ? 'Not shown' : title,
      openedAt,
      status,
    },
    update,
    url: `${consoleUrl}/incidents/${encodeURIComponent(id)}`,
    called: people.filter((person) => update.calls.includes(person.id)),
    memory,
  };
}
