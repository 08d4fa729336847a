import { describe, expect, it } from '@jest/globals';
import {
  commandEntry,
  type GivenCommand,
} from '../../../../lambdas/domain/response/commands/command-entry.ts';

const now = new Date('2026-03-01T02:30:00.000Z');
const resolve: GivenCommand = {
  command: 'resolve',
  by: 'ana',
  comment: 'watched the graphs',
  acceptDebts: [],
};

describe('the entry of a command', () => {
  it('says what it did and why', () => {
    expect(commandEntry(resolve, 'tl_1', now)).toMatchObject({
      at: now.toISOString(),
      actor: 'person:ana',
      kind: 'command.resolve',
      text: 'Resolved: watched the graphs',
    });
  });

  it('names the debts that somebody closed the incident with', () => {
    const acceptDebts = ['lambda-alias:checkout:live', 'ecs-service:shop:web'];
    const { text, data } = commandEntry({ ...resolve, acceptDebts }, 'tl_1', now);
    for (const resource of acceptDebts) expect(text).toContain(resource);
    expect(text).toContain('watched the graphs');
    expect(data).toEqual({ acceptedDebts: acceptDebts });
  });
});
