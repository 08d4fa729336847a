import { describe, expect, it } from '@jest/globals';
import { correlateAlerts } from '../../../lambdas/use-cases/correlation/correlate-alerts.ts';
import { shippedPolicy } from '../../support/builders/builders.ts';
import { aDelivery } from '../../support/builders/records.ts';
import { allIncidents, createIngestWorld, ingestDeps } from '../../support/worlds/ingest.ts';

async function isSensitive(body: object): Promise<boolean | undefined> {
  const world = createIngestWorld();
  const { severity } = await shippedPolicy();
  const delivery = aDelivery({ source: 'generic', body: JSON.stringify(body) });
  await correlateAlerts(ingestDeps(world, undefined, { severity }), [delivery]);
  return (await allIncidents(world))[0]?.sensitive;
}

const alert = { id: 'f1', title: 'Finding', status: 'firing', service: 'checkout' };

describe('a delivery about security', () => {
  it('is found behind what is kept of its text', async () => {
    const description = `${'d '.repeat(20_000)}\nstolen: a token leak`;
    expect(await isSensitive({ ...alert, description })).toBe(true);
    expect(await isSensitive({ ...alert, description: 'd '.repeat(20_000) })).toBe(false);
  });

  it('is found by the type of a finding in a field that the alert does not have', async () => {
    expect(await isSensitive({ ...alert, finding: { kind: 'Trojan:EC2/DNSDataExfiltration' } })).toBe(true);
    expect(await isSensitive({ ...alert, finding: { kind: 'Timeout' } })).toBe(false);
  });
});
