import type { Severity } from '../domain/records/severity.ts';
import type { UpdateSignal } from '../domain/reporting/updates/incident-update.ts';
import type { Post } from '../domain/reporting/updates/post.ts';
import type { IncidentChannel } from '../ports/plug-ins/incident-channel.ts';
import { inertWords } from './posting/inert-line.ts';
import { entryOfSecret, secretEntry } from './posting/secret-entry.ts';
import { resultOf, sendRequest } from './posting/send-request.ts';

/** An event of PagerDuty's Events API v2, without its routing key. https://developer.pagerduty.com/docs/events-api-v2-overview */
interface PagerdutyEvent {
  readonly event_action: 'trigger' | 'acknowledge' | 'resolve';
  readonly dedup_key: string;
  readonly payload?: {
    readonly summary: string;
    readonly source: string;
    readonly severity: 'critical' | 'error' | 'warning';
    readonly timestamp: string;
    readonly component: string;
    readonly group: string;
    readonly custom_details: Readonly<Record<string, string>>;
  };
  readonly links?: readonly { readonly href: string; readonly text: string }[];
}

const severities = { SEV1: 'critical', SEV2: 'error', SEV3: 'warning' } as const satisfies Record<
  Severity,
  string
>;

/** Whoever is called is called again after a decision: an alert that is only acknowledged calls nobody a second time. */
const actions: Readonly<Partial<Record<UpdateSignal, PagerdutyEvent['event_action']>>> = {
  call: 'trigger',
  acknowledged: 'acknowledge',
  settled: 'resolve',
  closed: 'resolve',
};

/** Calls whoever PagerDuty has on duty when a person must act. One alert for each incident: repeated events do nothing more. */
export const pagerduty: IncidentChannel<PagerdutyEvent> = {
  name: 'pagerduty',
  env: {
    PAGERDUTY_API: {
      meaning: "PagerDuty's Events API: that of your service region",
      setting: 'pagerdutyApi',
      pattern: /^(https:\/\/|\{channels\}\/)\S+$/,
      expected: 'https://events.pagerduty.com or https://events.eu.pagerduty.com',
      local: '{channels}/pagerduty',
    },
  },
  secrets: { PAGERDUTY_SECRET: 'The integration key of a PagerDuty service, or {"<to>": "<key>"}' },
  localSecrets: { PAGERDUTY_SECRET: '0123456789abcdef0123456789abcdef' },
  iam: [],
  to: entryOfSecret,
  render(post) {
    const action = actions[post.update.signal];
    if (action === undefined) return null;
    // It was never triggered, or is resolved: there is nothing to acknowledge or to resolve.
    if (action !== 'trigger' && post.memory['open'] !== 'yes') return null;
    const event = { event_action: action, dedup_key: `firebreak-${post.incident.id}` } as const;
    return action === 'trigger' ? { ...event, ...described(post) } : event;
  },
  async send({ variable, secret, signal }, { to, memory }, event) {
    const routing_key = secretEntry(await secret('PAGERDUTY_SECRET'), to, 'pagerduty');
    const response = await sendRequest(`${variable('PAGERDUTY_API')}/v2/enqueue`, {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ routing_key, ...event }),
      signal,
    });
    return resultOf(response, { ...memory, open: event.event_action === 'resolve' ? 'no' : 'yes' });
  },
};

function described({ incident, update, url }: Post): Pick<PagerdutyEvent, 'payload' | 'links'> {
  const { severity, service, environment, title, id } = incident;
  return {
    payload: {
      // 1,024 at most.
      summary: inertWords(`${severity} ${inertWords(service, 60)}: ${title}. ${update.text}`, 1000),
      source: inertWords(service, 100),
      severity: severities[severity],
      timestamp: update.at,
      component: inertWords(service, 100),
      group: inertWords(environment, 100),
      custom_details: { incident: id, what: inertWords(update.text, 1000) },
    },
    links: [{ href: url, text: 'The incident in Firebreak' }],
  };
}
