import type { AlertStatus } from '../domain/records/alert.ts';
import { alertOf } from './reading/alert-of.ts';
import { defineSource } from './reading/define-source.ts';
import { instantOf } from './reading/instant.ts';
import { at, isObject, listOf, textAt, textOf, textsOf } from './reading/json.ts';
import { alertsFound, quarantined } from './reading/outcomes.ts';
import { resolvedFor } from './reading/resolve-reason.ts';
import { tagsOf } from './reading/tags.ts';
import { serviceIn } from './reading/user-service.ts';
import { verifyToken } from './verifying/token.ts';

const statuses: Readonly<Record<string, AlertStatus>> = {
  create: 'firing',
  unacknowledge: 'firing',
  acknowledge: 'acknowledged',
  close: 'resolved',
  // Nothing is known of what it was about.
  delete: 'updated',
};

/** Opsgenie's webhook; any other action on an alert is an update. */
export const opsgenie = defineSource({
  name: 'opsgenie',
  verify: verifyToken,
  read(payload) {
    const action = textAt(payload, 'action');
    const alert = at(payload, 'alert');
    // The alias comes with some actions only; the alert's id comes with all.
    const id = textAt(alert, 'alertId', 'id', 'alias');
    if (action === null || !isObject(alert) || id === null)
      return quarantined('It names no action on an alert');
    const term = action.toLowerCase();
    const told = (Object.hasOwn(statuses, term) ? statuses[term] : undefined) ?? 'updated';
    const status = told === 'resolved' ? closedFor(payload) : told;
    const labels = {
      ...tagsOf(alert['tags']),
      ...textsOf(alert['details']),
      ...textsOf({
        alias: alert['alias'],
        entity: alert['entity'],
        action,
        tags: listOf(alert['tags']).map(textOf).join(','),
      }),
    };
    return alertsFound([
      alertOf('opsgenie', {
        identity: id,
        status,
        title: textAt(alert, 'message'),
        description: textAt(alert, 'description', 'note'),
        service: serviceIn(labels),
        severityRaw: priorityOf(textAt(alert, 'priority')),
        labels,
        place: { resource: textAt(alert, 'entity') },
        startsAt: instantOf(alert['createdAt']),
        saidAt: instantOf(alert['updatedAt']),
        endsAt: status === 'resolved' ? instantOf(alert['updatedAt']) : null,
      }),
    ]);
  },
});

/** Policies close what has been open, or untouched, for some time. */
function closedFor(payload: unknown): AlertStatus {
  return resolvedFor(textAt(payload, 'source.type'), textAt(payload, 'source.name'));
}

function priorityOf(priority: string | null): string | null {
  return priority !== null && /^[1-5]$/.test(priority) ? `P${priority}` : priority;
}
