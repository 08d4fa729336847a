import { describe, expect, it } from '@jest/globals';
import { memoryDirectory } from '../../../local/rehearsal/memory/memory-directory.ts';
import { Account } from '../../../local/world/account.ts';
import { createAccountRequestHandler } from '../../../local/world/account-request-handler.ts';
import { loadScenario } from '../../../local/world/scenario/scenario.ts';
import { awsServices } from '../../../local/world/services/index.ts';
import { lambda } from '../../../local/world/services/lambda/lambda.ts';
import { findAlias, moveAlias } from '../../../local/world/services/lambda/lambda-state.ts';

const startAt = Date.parse('2026-11-23T02:00:00.000Z');
const scenario = loadScenario('bad-deploy');
const versionOf = (account: Account) => findAlias(account.stateOf(lambda), 'checkout', 'live')?.version;

describe('the services of the account', () => {
  it('each have names and metrics of their own, and a state that survives JSON', () => {
    const names = awsServices.flatMap(({ signingName, endpointSuffix }) => [signingName, endpointSuffix]);
    expect(new Set(names).size).toBe(names.length);
    const namespaces = awsServices.flatMap(({ metrics = [] }) => metrics.map(({ namespace }) => namespace));
    expect(new Set(namespaces).size).toBe(namespaces.length);
    for (const service of awsServices) {
      const state = service.seed(scenario, startAt);
      expect(JSON.parse(JSON.stringify(state))).toEqual(state);
    }
  });
});

describe('the account', () => {
  it('goes on with what it kept of the same scenario, and begins anew for another one', () => {
    const directory = memoryDirectory();
    const before = Account.open(scenario, directory, startAt);
    const alias = findAlias(before.stateOf(lambda), 'checkout', 'live');
    if (alias !== undefined) moveAlias(alias, '55', startAt);
    before.save();
    const after = Account.open(scenario, directory, startAt + 60_000);
    expect([versionOf(after), after.startedAtMs]).toEqual(['55', startAt]);
    const other = Account.open(loadScenario('bad-flag'), directory, startAt + 60_000);
    expect([versionOf(other), other.startedAtMs]).toEqual(['56', startAt + 60_000]);
  });

  it('answers clients of the AWS SDK in this process, those that sign their requests', async () => {
    const account = Account.open(scenario, memoryDirectory(), startAt);
    const handler = createAccountRequestHandler(account, () => startAt);
    const send = async (authorization: string) => {
      const { response } = await handler.handle({
        method: 'GET',
        path: '/2015-03-31/functions/checkout/configuration',
        query: { Qualifier: '55' },
        headers: { Authorization: authorization },
      });
      const chunks: Buffer[] = [];
      for await (const chunk of response.body) chunks.push(Buffer.from(chunk));
      return [response.statusCode, JSON.parse(Buffer.concat(chunks).toString('utf8')).Version];
    };
    const scope = 'Credential=key/20261123/eu-west-1/lambda/aws4_request';
    expect(await send(`AWS4-HMAC-SHA256 ${scope}, SignedHeaders=host, Signature=00`)).toEqual([200, '55']);
    expect(await send('Bearer token')).toEqual([403, undefined]);
  });
});
