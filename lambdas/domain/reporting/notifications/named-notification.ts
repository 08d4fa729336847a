import type { Names } from '../names/policy-names.ts';
import type { Notification } from './notification.ts';

/** The same notification with names in place of ids, to be put into words. */
export function namedNotification<Told extends Notification>(told: Told, names: Names): Told {
  const { facts }: Notification = told;
  return { ...told, facts: { ...facts, ...namedFacts(facts, names) } };
}

function namedFacts(facts: Notification['facts'], names: Names): object {
  return {
    ...('incident' in facts
      ? { incident: { ...facts.incident, service: names.service(facts.incident.service) } }
      : {}),
    ...('rejections' in facts
      ? { rejections: facts.rejections.map((each) => ({ ...each, by: names.person(each.by) })) }
      : {}),
    ...('owner' in facts && facts.owner !== null ? { owner: names.person(facts.owner) } : {}),
    ...('alerts' in facts ? { alerts: facts.alerts.map((alert) => namedAlert(alert, names)) } : {}),
    ...('entries' in facts
      ? { entries: facts.entries.map((entry) => ({ ...entry, service: names.service(entry.service) })) }
      : {}),
  };
}

function namedAlert<Alert extends { readonly service: string | null }>(alert: Alert, names: Names): Alert {
  return alert.service === null ? alert : { ...alert, service: names.service(alert.service) };
}
