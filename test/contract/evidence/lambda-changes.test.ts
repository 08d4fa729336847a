import { afterEach, describe, expect, it } from '@jest/globals';
import { createLambdaChangesReader } from '../../../lambdas/evidence/changes/lambda-changes-reader.ts';
import type { Account } from '../../../local/world/account.ts';
import { lambda } from '../../../local/world/services/lambda/lambda.ts';
import { findFunction } from '../../../local/world/services/lambda/lambda-state.ts';
import { aScenario } from '../../support/builders/account-scenario.ts';
import { aService } from '../../support/builders/builders.ts';
import { startTestAccount, type TestAccount } from '../../support/servers/test-account.ts';

const now = new Date('2026-11-23T02:05:00.000Z');
const scenario = aScenario({
  functions: [
    {
      name: 'checkout',
      live: '57',
      versions: [
        { version: '56', minutesAgo: 4320 },
        { version: '57', minutesAgo: 4 },
      ],
    },
  ],
});

let shop: TestAccount | undefined;
afterEach(async () => {
  await shop?.stop();
  shop = undefined;
});

async function start(seed: (account: Account) => void = () => {}): Promise<TestAccount> {
  shop = await startTestAccount({ scenario, nowMs: now.getTime(), seed });
  return shop;
}

const read = ({ aws }: TestAccount) =>
  createLambdaChangesReader(aws).read({
    service: aService(),
    startedAt: new Date('2026-11-23T02:02:00.000Z'),
    now,
  });

describe('changes out of Lambda', () => {
  it('are the live version, with the page of the console where it is', async () => {
    expect(await read(await start())).toMatchObject([
      {
        summary: 'checkout v57 (alias live)',
        at: '2026-11-23T02:01:00.000Z',
        link: 'https://eu-west-1.console.aws.amazon.com/lambda/home?region=eu-west-1#/functions/checkout/versions/57',
        size: null,
        trackRecord: null,
      },
    ]);
  });

  it('say when the code is that of the version before', async () => {
    const account = await start((seeded) => {
      const versions = findFunction(seeded.stateOf(lambda), 'checkout')?.versions ?? [];
      const [before, live] = versions;
      if (before && live) versions.splice(1, 1, { ...live, codeSha256: before.codeSha256 });
    });
    const [change] = await read(account);
    expect(change?.summary).toBe(
      'checkout v57 (alias live), with the code of version 56: only its configuration differs',
    );
  });

  it('are found on whatever page of the versions they are', async () => {
    const account = await start((seeded) => {
      seeded.mostPerPage = 1;
    });
    expect(await read(account)).toHaveLength(1);
    expect(
      account.calls.filter(({ operation }) => operation === 'lambda:ListVersionsByFunction'),
    ).toHaveLength(3);
  });

  it('are none where there is no such alias', async () => {
    const account = await start((seeded) => {
      findFunction(seeded.stateOf(lambda), 'checkout')?.aliases.splice(0);
    });
    expect(await read(account)).toEqual([]);
  });

  it.each(['throttled', 'failing', 'lost'] as const)(
    'are told all the same when a request is %s',
    async (fault) => {
      const account = await start();
      account.inject({ operation: 'lambda:ListVersionsByFunction', fault });
      expect(await read(account)).toHaveLength(1);
    },
  );
});
