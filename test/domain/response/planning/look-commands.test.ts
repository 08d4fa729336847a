import { describe, expect, it } from '@jest/globals';
import { lookCommands } from '../../../../lambdas/domain/response/planning/manual-commands.ts';
import { deadLetterQueue } from '../../../../lambdas/resources/dead-letter-queue.ts';
import { resourceKinds } from '../../../../lambdas/resources/index.ts';

const id = {
  queue: 'orders-dlq',
  source: 'orders',
  functionName: 'orders',
  repeat: 'safe',
  quarantine: 'none',
};
const service = {
  id: 'orders',
  resources: [{ kind: deadLetterQueue.kind, key: deadLetterQueue.key(id), id }],
};

describe('commands to look', () => {
  it('name the dead-letter queue of a service whose messages die', () => {
    expect(lookCommands(resourceKinds, 'dlq', service)).toEqual([
      'npx firebreak dlq classify orders --queue orders-dlq',
    ]);
  });

  it.each([
    ['another symptom', lookCommands(resourceKinds, 'availability', service)],
    ['a service without one', lookCommands(resourceKinds, 'dlq', { id: 'orders', resources: [] })],
    ['a service that policy does not know', lookCommands(resourceKinds, 'dlq', null)],
  ])('are none for %s', (_, commands) => {
    expect(commands).toEqual([]);
  });
});
