import { ConfigurationError, RestrictedError } from '../../domain/errors.ts';
import { mayRead } from '../../domain/policy/people/may-read.ts';
import { recipientsOf } from '../../domain/policy/people/recipients.ts';
import type { CompiledPolicy, PersonPolicy } from '../../domain/policy/policy.ts';
import type { Incident } from '../../domain/records/incident.ts';
import { countsForQuota, heldReason } from '../../domain/reporting/notifications/held-reason.ts';
import type { Notification } from '../../domain/reporting/notifications/notification.ts';
import {
  failedEntry,
  isRecorded,
  sentEntry,
} from '../../domain/reporting/notifications/notification-entries.ts';
import type { NotificationContext, Notifier } from '../../ports/notifier.ts';
import { type DeliveryResult, deliverNotification } from './deliver-notification.ts';
import { mayNotify } from './may-notify.ts';
import { type SendDigestDeps, sendDigest } from './send-digest.ts';

export interface NotifierDeps extends SendDigestDeps {
  readonly policy: CompiledPolicy;
}

/** The notifier of an installation: who, by which channels and how often is in its policy. */
export function createNotifier(deps: NotifierDeps): Notifier {
  return {
    notify: (notification, context) => notify(deps, notification, context),
    tell: (notification) => tell(deps, notification),
    sendDigest: async (person) => await sendDigest(deps, personById(deps, person)),
  };
}

interface Failure {
  readonly person: string;
  readonly channels: readonly string[];
  readonly error: unknown;
}

async function notify(
  deps: NotifierDeps,
  notification: Notification,
  { incident, actor }: NotificationContext,
): Promise<void> {
  const { incidents, clock } = deps;
  const { audience } = notification;
  const except: readonly string[] = audience.kind === 'recipients' ? audience.except : [];
  const people = audienceOf(deps, notification, incident);
  let reached = people.filter(({ id }) => except.includes(id)).length;
  const failures: Failure[] = [];
  for (const person of people.filter(({ id }) => !except.includes(id))) {
    let result: DeliveryResult | null;
    try {
      result = await deliverWithinQuota(deps, person, notification, incident);
    } catch (error) {
      failures.push({ person: person.id, channels: person.channels, error });
      continue;
    }
    reached += 1;
    for (const { channel, error } of result?.failures ?? []) {
      failures.push({ person: person.id, channels: [channel], error });
    }
    if (!isRecorded(notification)) continue;
    const told = { person: person.id, channels: result?.sent ?? ['digest'], actor, now: clock.now() };
    await incidents.appendEntry(incident.id, sentEntry(notification, told));
  }
  const [first] = failures;
  if (reached === 0 && first !== undefined) throw first.error;
  for (const failure of failures) {
    const entry = failedEntry(notification, { ...failure, actor, now: clock.now() });
    await incidents.appendEntry(incident.id, entry);
  }
}

async function tell(
  deps: NotifierDeps,
  notification: Notification,
): Promise<{ readonly unreached: readonly string[] }> {
  const { audience } = notification;
  const wanted: readonly string[] = audience.kind === 'people' ? audience.people : [];
  const people = deps.policy.people.people.filter(({ id }) => wanted.includes(id));
  const failures: Failure[] = [];
  for (const person of people) {
    try {
      await deliverNotification(deps, person, notification);
    } catch (error) {
      failures.push({ person: person.id, channels: person.channels, error });
    }
  }
  const [first] = failures;
  if (first !== undefined && failures.length === people.length) throw first.error;
  return { unreached: failures.map(({ person }) => person) };
}

/** Null: they got too many recently, and have it in their next digest. */
async function deliverWithinQuota(
  deps: NotifierDeps,
  person: PersonPolicy,
  notification: Notification,
  incident: Incident,
): Promise<DeliveryResult | null> {
  const reason = heldReason(notification);
  const counts = countsForQuota(notification);
  if (reason !== null && !(await mayNotify(deps, person.id, incident, reason, counts))) return null;
  return await deliverNotification(deps, person, notification);
}

/** In the order of people.yaml. */
function audienceOf(
  deps: NotifierDeps,
  { audience }: Notification,
  incident: Incident,
): readonly PersonPolicy[] {
  const { people, services } = deps.policy;
  if (audience.kind === 'recipients') return recipientsOf(people, services, incident);
  if (audience.kind === 'people') {
    return people.people.filter(({ id }) => audience.people.includes(id) && mayRead(people, incident, id));
  }
  if (!mayRead(people, incident, audience.person)) throw new RestrictedError();
  return [personById(deps, audience.person)];
}

function personById({ policy }: NotifierDeps, person: string): PersonPolicy {
  const found = policy.people.people.find(({ id }) => id === person);
  if (found === undefined) throw new ConfigurationError(`${person} is not in people.yaml`);
  return found;
}
