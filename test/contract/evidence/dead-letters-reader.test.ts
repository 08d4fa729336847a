import { afterEach, describe, expect, it } from '@jest/globals';
import { deadLettersReading } from '../../../lambdas/evidence/dead-letters/dead-letters-reading.ts';
import type { EvidenceQuery } from '../../../lambdas/ports/plug-ins/evidence-reader.ts';
import { createInMemoryReportedChangeStore } from '../../../local/rehearsal/memory/stores/in-memory-reported-change-store.ts';
import { loadScenario } from '../../../local/world/scenario/scenario.ts';
import { shippedPolicy } from '../../support/builders/builders.ts';
import { startTestAccount, type TestAccount } from '../../support/servers/test-account.ts';

const startMs = Date.UTC(2026, 10, 23, 2, 0, 0);
let world: TestAccount;
afterEach(() => world.stop());

/** So many minutes after the deployment that cannot read its messages. */
async function ledgerAfter(minutes: number) {
  const scenario = loadScenario('ledger-dead-letters');
  world = await startTestAccount({
    scenario,
    nowMs: startMs,
    seed: (account) => {
      for (const event of scenario.story) account.play(event, startMs + 5000);
    },
  });
  world.pass(minutes);
  const { services } = await shippedPolicy();
  const service = services.find(({ id }) => id === 'ledger');
  if (service === undefined) throw new Error('The shipped policy has no ledger');
  const { aws, http } = world;
  const context = {
    aws,
    http,
    services,
    environments: [],
    reportedChanges: createInMemoryReportedChangeStore(),
  };
  const reader = deadLettersReading.create(context);
  const query = { service, startedAt: new Date(startMs), now: world.now() } satisfies EvidenceQuery;
  return { reader, query, services };
}

describe('reading dead letters', () => {
  it('tells how many lie there, of which cause, and why they stay, and changes nothing', async () => {
    const { reader, query } = await ledgerAfter(4);
    const found = await reader.read(query);
    if (!('queues' in found)) throw new Error('nothing was read');
    const [queue] = found.queues;
    expect(found.missing).toBeUndefined();
    expect(queue).toMatchObject({
      queue: 'ledger-dlq',
      source: 'ledger',
      consumer: 'ledger',
      repeat: 'safe',
      notLooked: null,
      logsMissing: null,
      groups: [{ class: 'schema', bodyShape: expect.stringContaining('orderId: text') }],
    });
    expect(queue?.looked).toBe(queue?.depth);
    expect(queue?.depth).toBeGreaterThan(50);
    expect(queue?.groups[0]?.count).toBe(queue?.depth);
    expect(Date.parse(queue?.firstExpiresAt ?? '')).toBeGreaterThan(query.now.getTime());
    expect(world.changes().filter((name) => !name.startsWith('logs:'))).toEqual([]);
    expect(world.calls.map(({ operation }) => operation)).toContain('sqs:ReceiveMessage');
  }, 60_000);

  it('lets nothing of a sample go back: it does not tell when the last one died', async () => {
    const { reader, query } = await ledgerAfter(10);
    const found = await reader.read(query);
    const queue = 'queues' in found ? found.queues[0] : undefined;
    expect(queue?.looked).toBe(200);
    expect(queue?.depth).toBeGreaterThan(200);
    expect(queue?.oldestSeconds).not.toBeNull();
    expect(queue?.groups.map(({ stays }) => stays)).not.toContain(null);
  }, 60_000);

  it('keeps nothing of what messages say', async () => {
    const { reader, query } = await ledgerAfter(10);
    const kept = JSON.stringify(await reader.read(query));
    expect(kept).toContain('orderId: text');
    expect(kept).not.toMatch(/tenant-\d|sku-\d|MessageBody/);
  }, 60_000);

  it('counts a queue that has a dead-letter queue of its own, and receives nothing', async () => {
    const { reader, query } = await ledgerAfter(10);
    world.inject({
      operation: 'sqs:GetQueueAttributes',
      fault: { status: 200, body: attributesWithOwnQueue },
    });
    const found = await reader.read(query);
    const queue = 'queues' in found ? found.queues[0] : undefined;
    expect(queue).toMatchObject({ looked: 0, groups: [], notLooked: expect.stringContaining('of its own') });
    expect(queue?.depth).toBe(301);
    expect(queue?.oldestSeconds).toBeGreaterThan(0);
    expect(world.calls.map(({ operation }) => operation)).not.toContain('sqs:ReceiveMessage');
  }, 60_000);

  it('is for services that have a dead-letter queue', async () => {
    const { reader, query, services } = await ledgerAfter(0);
    expect(reader.isFor?.(query.service)).toBe(true);
    expect(reader.isFor?.(services.find(({ id }) => id === 'checkout') ?? null)).toBe(false);
    expect(reader.isFor?.(null)).toBe(false);
  }, 60_000);

  it('says that an empty queue is empty, and asks no log', async () => {
    const { reader, query } = await ledgerAfter(0);
    const found = await reader.read(query);
    expect(found).toMatchObject({ queues: [{ depth: 0, looked: 0, groups: [], notLooked: null }] });
    expect(world.calls.filter(({ operation }) => operation.startsWith('logs:'))).toEqual([]);
  }, 60_000);
});

const attributesWithOwnQueue = JSON.stringify({
  Attributes: {
    QueueArn: 'arn:aws:sqs:eu-west-1:000000000000:ledger-dlq',
    MessageRetentionPeriod: '1209600',
    VisibilityTimeout: '30',
    ApproximateNumberOfMessages: '301',
    ApproximateNumberOfMessagesNotVisible: '0',
    ApproximateNumberOfMessagesDelayed: '0',
    RedrivePolicy: JSON.stringify({
      deadLetterTargetArn: 'arn:aws:sqs:eu-west-1:000000000000:graveyard',
      maxReceiveCount: 3,
    }),
  },
});
