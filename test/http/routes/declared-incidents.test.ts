import { beforeEach, describe, expect, it } from '@jest/globals';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { commandRoutes } from '../../../lambdas/http/routes/command-routes.ts';
import { correlateAlerts } from '../../../lambdas/use-cases/correlation/correlate-alerts.ts';
import { aService } from '../../support/builders/builders.ts';
import { anInvocation } from '../../support/builders/invocation.ts';
import { aPolicy } from '../../support/builders/policy/a-policy.ts';
import {
  alertmanagerDelivery,
  allIncidents,
  createIngestWorld,
  type IngestWorld,
  ingestDeps,
} from '../../support/worlds/ingest.ts';
import { useCaseWorld } from '../../support/worlds/use-case-world.ts';

const arn = 'arn:aws:iam::111122223333:user/ana';
const services = [aService(), aService({ id: 'search', name: 'Search', resources: [] })];
let world: IngestWorld;
beforeEach(() => {
  world = createIngestWorld();
});

/** In the way that a page sends it, with a personal link; or by the API, signed by IAM. */
const ways = ['/v1/console/incidents', '/v1/incidents'] as const;

async function declare(way: (typeof ways)[number], given: object): Promise<void> {
  const people = useCaseWorld();
  const { people: policy } = aPolicy();
  const named = policy.people.map((each) => (each.id === 'ana' ? { ...each, iam: [arn] } : each));
  const deps = {
    ...people,
    queue: world.queue,
    ids: world.ids,
    access: 'signed-link' as const,
    policy: { ...aPolicy({ services }), people: { ...policy, people: named } },
  };
  const key = await people.linkKeys.sign({
    scope: 'view',
    subject: people.incidentId,
    person: 'ana',
    planHash: null,
    generation: 0,
    expiresAt: '2026-12-23T00:00:00.000Z',
  });
  const onPage = way === '/v1/console/incidents';
  const event = {
    httpMethod: 'POST',
    resource: way,
    body: JSON.stringify({ ...given, ...(onPage ? { key } : {}) }),
    requestContext: { identity: { userArn: onPage ? null : arn } },
  } as unknown as APIGatewayProxyEvent;
  const { statusCode, body } = await commandRoutes.run(() => deps, event, anInvocation());
  expect({ statusCode, body }).toMatchObject({ statusCode: 202 });
}

async function correlate(deliveries = world.queue.drain()) {
  const { lines } = await correlateAlerts(ingestDeps(world, undefined, { services }), deliveries);
  return lines.map(({ disposition }) => disposition);
}

describe.each(ways)('what is declared by %s', (way) => {
  const title = 'Nobody can pay';

  it('opens an incident where none is open', async () => {
    await declare(way, { title, service: 'checkout' });
    expect(await correlate()).toEqual(['opened']);
    expect(await allIncidents(world)).toMatchObject([{ title, service: 'checkout' }]);
  });

  it('joins the incident that is open for the service, which keeps its title', async () => {
    await correlate([alertmanagerDelivery(0)]);
    await declare(way, { title, service: 'checkout' });
    expect(await correlate()).toEqual(['folded']);
    expect(await allIncidents(world)).toMatchObject([{ title: 'ErrorRateHigh', service: 'checkout' }]);
  });

  it('joins what was declared before, and not twice what is delivered twice', async () => {
    await declare(way, { title, service: 'checkout' });
    const [first] = world.queue.drain();
    if (first === undefined) throw new Error('Nothing was queued');
    await correlate([first]);
    await correlate([first]);
    expect(await allIncidents(world)).toHaveLength(1);
    await declare(way, { title: 'Nobody can pay, still', service: 'checkout' });
    expect(await correlate()).toEqual(['folded']);
    expect(await allIncidents(world)).toHaveLength(1);
  });

  it('opens one of its own for another service, and one for none', async () => {
    await correlate([alertmanagerDelivery(0)]);
    await declare(way, { title, service: 'search' });
    await declare(way, { title });
    expect(await correlate()).toEqual(['opened', 'opened']);
    expect(await allIncidents(world)).toHaveLength(3);
  });
});
