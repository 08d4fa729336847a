import { afterEach, describe, expect, it } from '@jest/globals';
import { groupsText, overviewText } from '../../../../bin/commands/dlq/dlq-text.ts';
import { examine } from '../../../../bin/commands/dlq/examine.ts';
import { readQueue } from '../../../../lambdas/resources/aws/queues.ts';
import { deadLetterQueue } from '../../../../lambdas/resources/dead-letter-queue.ts';
import { resourcesOf } from '../../../../lambdas/resources/resources-of.ts';
import { loadScenario } from '../../../../local/world/scenario/scenario.ts';
import { shippedPolicy } from '../../../support/builders/builders.ts';
import { startTestAccount, type TestAccount } from '../../../support/servers/test-account.ts';

const startMs = Date.UTC(2026, 10, 23, 2, 0, 0);
let world: TestAccount;
afterEach(() => world.stop());

/** Ten minutes after the deployment that cannot read its messages. */
async function seen() {
  const scenario = loadScenario('ledger-dead-letters');
  world = await startTestAccount({
    scenario,
    nowMs: startMs,
    seed: (account) => {
      for (const event of scenario.story) account.play(event, startMs + 5000);
    },
  });
  world.pass(10);
  const policy = await shippedPolicy();
  const service = policy.services.find(({ id }) => id === 'ledger');
  const [id] = service === undefined ? [] : resourcesOf([service], deadLetterQueue).map((each) => each.id);
  const [queue, source] = [await readQueue(world.aws, 'ledger-dlq'), await readQueue(world.aws, 'ledger')];
  if (service === undefined || id === undefined || queue === null || source === null)
    throw new Error('no ledger');
  const place = { policy, service, id, aws: world.aws, queue, source };
  return { place, examination: await examine(place, new Date(startMs + 10 * 60_000)) };
}

describe('looking into a dead-letter queue', () => {
  it('finds what the messages died of in the log of their time, and changes nothing', async () => {
    const { place, examination } = await seen();
    expect(examination.groups).toMatchObject([{ class: 'schema', strategy: 'move', pattern: 'burst' }]);
    expect(examination.looked).toBe(examination.depth);
    expect(examination.depth).toBeGreaterThan(100);
    expect(examination.logsMissing).toBeNull();
    expect(
      world.changes().filter((name) => name !== 'sqs:ReceiveMessage' && !name.startsWith('logs:')),
    ).toEqual([]);
    expect((await readQueue(world.aws, 'ledger-dlq'))?.waiting).toBe(examination.depth);
    expect(overviewText(place, examination)).toContain(`${examination.depth} dead letters of ledger`);
    expect(groupsText(examination.groups)).toContain('currency');
  }, 60_000);

  it('shows none of what the messages say', async () => {
    const { place, examination } = await seen();
    const shown = overviewText(place, examination) + groupsText(examination.groups);
    expect(shown).not.toMatch(/tenant-\d|sku-\d/);
    expect(shown).toContain('{lines: [{count: number, sku: text}], orderId: text, tenant: text}');
  }, 60_000);
});
