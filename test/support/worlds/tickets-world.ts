import { createHttpClient } from '../../../lambdas/adapters/http/create-http-client.ts';
import { sendToLoopback } from '../../../lambdas/adapters/http/send-https.ts';
import type { TrackerPolicy } from '../../../lambdas/domain/policy/schemas/follow-ups-schema.ts';
import { peopleSchema } from '../../../lambdas/domain/policy/schemas/people-schema.ts';
import { bindTrackers } from '../../../lambdas/runtime/build/build-trackers.ts';
import { trackers } from '../../../lambdas/trackers/index.ts';
import {
  type Interposed,
  startChannelServices,
} from '../../../local/cloud/channels/start-channel-services.ts';
import { aPolicy } from '../builders/policy/a-policy.ts';

/** A place of each tracker. */
export const ticketPlaces: readonly TrackerPolicy[] = [
  { id: 'code', tracker: 'github', to: 'acme/shop', labels: ['firebreak'], sensitive: false },
  {
    id: 'board',
    tracker: 'jira',
    host: 'acme.atlassian.net',
    to: 'OPS',
    labels: ['firebreak'],
    sensitive: false,
  },
];

/** A policy whose follow-ups are filed there, at once. */
export function ticketPolicy(
  places: readonly TrackerPolicy[],
  fileProposedAfterMinutes: number | 'never' = 0,
) {
  const policy = aPolicy();
  const { people, onCall, approvals, stakeholders } = policy.people;
  const followUps = { trackers: places, fileProposedAfterMinutes };
  return {
    ...policy,
    people: peopleSchema.parse({ people, onCall, approvals, stakeholders, followUps }),
  };
}

/** The services that stand for trackers, on the loopback, and what calls them. */
export async function ticketsWorld(now: () => Date, interpose?: Interposed) {
  const services = await startChannelServices(null, {
    now,
    ...(interpose === undefined ? {} : { interpose }),
  });
  const secrets = Object.assign({}, ...trackers.map(({ localSecrets }) => localSecrets));
  const http = createHttpClient({
    send: sendToLoopback(services.url),
    now,
    wait: async () => {},
    seconds: 2,
  });
  const secret = async (name: string): Promise<string> => String(secrets[name]);
  return {
    ...services,
    http,
    bound: (places: readonly TrackerPolicy[] = ticketPlaces) => bindTrackers(places, { http, secret }),
    with: (value: string, place: TrackerPolicy) => bindTrackers([place], { http, secret: async () => value }),
    tickets: (tracker: string) => services.board.of(tracker),
  };
}
