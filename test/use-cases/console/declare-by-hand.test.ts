import { beforeEach, describe, expect, it } from '@jest/globals';
import { InvalidInputError } from '../../../lambdas/domain/errors.ts';
import type { CompiledPolicy } from '../../../lambdas/domain/policy/policy.ts';
import { correlationSchema } from '../../../lambdas/domain/policy/schemas/correlation-schema.ts';
import { declareByHand } from '../../../lambdas/use-cases/console/declare-by-hand.ts';
import { correlateAlerts } from '../../../lambdas/use-cases/correlation/correlate-alerts.ts';
import { receiveAlert } from '../../../lambdas/use-cases/intake/receive-alert.ts';
import { aService } from '../../support/builders/builders.ts';
import {
  alertmanagerDelivery,
  allIncidents,
  bearerRequest,
  createIngestWorld,
  type IngestWorld,
  ingestDeps,
} from '../../support/worlds/ingest.ts';

const services = [aService()];
const service = services[0]?.id ?? '';
let world: IngestWorld;
beforeEach(() => {
  world = createIngestWorld();
});

const declare = (over: Partial<Parameters<typeof declareByHand>[1]> = {}) =>
  declareByHand(
    { ...world, policy: { services } },
    {
      by: 'ana',
      title: 'Checkout is down',
      description: null,
      service,
      environment: null,
      severity: null,
      symptom: null,
      ...over,
    },
  );

async function taken(policy: Partial<CompiledPolicy> = {}) {
  const { lines, failed } = await correlateAlerts(
    ingestDeps(world, undefined, { services, ...policy }),
    world.queue.drain(),
  );
  expect(failed).toEqual([]);
  return lines;
}

describe('what a person declares', () => {
  it('opens an incident of the service, under its title', async () => {
    const { deliveryId } = await declare();
    expect(await taken()).toMatchObject([{ disposition: 'opened', delivery: { id: deliveryId } }]);
    expect(await allIncidents(world)).toMatchObject([
      { title: 'Checkout is down', service, status: 'opened' },
    ]);
  });

  it('joins the incident that is open for the service', async () => {
    await correlateAlerts(ingestDeps(world, undefined, { services }), [alertmanagerDelivery(0, { service })]);
    await declare();
    expect(await taken()).toMatchObject([{ disposition: 'folded' }]);
    expect(await allIncidents(world)).toHaveLength(1);
  });

  it('opens one without a service, too', async () => {
    await declare({ service: null });
    expect(await taken()).toMatchObject([{ disposition: 'opened' }]);
  });

  it('is not held back by a maintenance window', async () => {
    const once = { from: '2026-11-23T00:00:00Z', until: '2026-11-24T00:00:00Z' };
    const window = { id: 'patching', reason: 'The database is patched.', once };
    const correlation = correlationSchema.parse({ suppressionWindows: [window] });
    await correlateAlerts(ingestDeps(world, undefined, { services, correlation }), [
      alertmanagerDelivery(0, { service }),
    ]);
    expect(await allIncidents(world)).toEqual([]);
    await declare();
    expect(await taken({ correlation })).toMatchObject([{ disposition: 'opened' }]);
  });

  it('names the services there are when it is about none of them', async () => {
    await expect(declare({ service: 'chekout' })).rejects.toThrow(InvalidInputError);
    expect(world.queue.drain()).toEqual([]);
  });

  it('cannot be posted to the ingest endpoint, whatever secret is shown', async () => {
    const deps = ingestDeps(world);
    await expect(receiveAlert(deps, 'declared', bearerRequest('new-secret', '{}'))).rejects.toMatchObject({
      code: 'auth.rejected',
    });
  });
});
