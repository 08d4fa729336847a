import type { AlertStatus } from '../domain/records/alert.ts';
import type { Delivery } from '../ports/plug-ins/alert-source.ts';
import { alertOf } from './reading/alert-of.ts';
import { defineSource } from './reading/define-source.ts';
import { deliveryJson } from './reading/delivery-text.ts';
import { instantOf } from './reading/instant.ts';
import { at, isObject, listOf, textAt, textsOf } from './reading/json.ts';
import { alertsFound, ignored, quarantined } from './reading/outcomes.ts';
import { requestText } from './reading/unpacked.ts';
import { serviceIn, userService } from './reading/user-service.ts';
import { verifyRoutingKey } from './verifying/routing-key.ts';

const statuses: Readonly<Record<string, AlertStatus>> = {
  trigger: 'firing',
  acknowledge: 'acknowledged',
  resolve: 'resolved',
};

/** Whatever speaks PagerDuty's Events API v2 (https://developer.pagerduty.com/docs/events-api-v2/trigger-events/). */
export const eventsV2 = defineSource({
  name: 'events-v2',
  credential: 'routing-key',
  verify: verifyRoutingKey,
  withoutCredentials: (request) =>
    requestText(request).replaceAll(/("routing_key"\s*:\s*)"[^"\\]*(?:\\.[^"\\]*)*"/g, '$1"(removed)"'),
  accepted: (delivery) => ({
    status: 202,
    body: { status: 'success', message: 'Event processed', dedup_key: dedupKeyOf(delivery) },
  }),
  read(payload, delivery) {
    if (!isObject(payload)) return quarantined('It is no event');
    const action = textAt(payload, 'event_action');
    if (action === null && isObject(payload['payload'])) return ignored('A change event opens nothing');
    const status = action !== null && Object.hasOwn(statuses, action) ? statuses[action] : undefined;
    if (status === undefined) return quarantined('Its event_action is missing or unknown');
    const given = textAt(payload, 'dedup_key');
    if (given === null && status !== 'firing') return quarantined(`A ${action} needs a dedup_key`);
    const title = textAt(payload, 'payload.summary');
    if (status === 'firing' && title === null) return quarantined('A trigger needs a payload.summary');
    const details = textsOf(at(payload, 'payload.custom_details'));
    const timestamp = instantOf(at(payload, 'payload.timestamp'));
    return alertsFound([
      alertOf('events-v2', {
        identity: given ?? delivery.id,
        status,
        title,
        description: textAt(payload, 'payload.custom_details', 'client') ?? null,
        service: serviceIn(details) ?? userService(textAt(payload, 'payload.component')),
        severityRaw: textAt(payload, 'payload.severity'),
        labels: { ...details, ...payloadLabels(payload['payload']) },
        place: { resource: textAt(payload, 'payload.source') },
        startsAt: timestamp,
        saidAt: timestamp,
        links: [
          ...listOf(payload['links']).map((link) => textAt(link, 'href')),
          textAt(payload, 'client_url'),
        ],
      }),
    ]);
  },
});

function payloadLabels(value: unknown): Record<string, string> {
  const labels: Record<string, string> = {};
  for (const name of ['source', 'component', 'group', 'class']) {
    const text = textAt(value, name);
    if (text !== null) labels[name] = text;
  }
  return labels;
}

/** The sender's key, or one made for it, so that it can resolve later what it triggered. */
function dedupKeyOf(delivery: Delivery): string {
  return textAt(deliveryJson(delivery), 'dedup_key') ?? delivery.id;
}
