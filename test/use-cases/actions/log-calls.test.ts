import { GetAliasCommand, LambdaClient, UpdateAliasCommand } from '@aws-sdk/client-lambda';
import { describe, expect, it } from '@jest/globals';
import { logCalls } from '../../../lambdas/use-cases/actions/log-calls.ts';
import { createInProcessAws, type InProcessResponse } from '../../../local/world/in-process-aws.ts';
import { createInProcessHttp } from '../../../local/world/in-process-http.ts';

const clock = { now: () => new Date('2026-03-01T02:04:02.000Z') };
const update = { FunctionName: 'checkout', Name: 'live', FunctionVersion: '56' };

function logOver(answer: () => InProcessResponse) {
  return logCalls({ aws: createInProcessAws(answer), http: createInProcessHttp(answer) }, clock);
}

describe('the log of calls', () => {
  it('has what was sent to change something, and not what was read', async () => {
    const log = logOver(() => ({ body: '{}' }));
    await log.clients.aws.get(LambdaClient).send(new GetAliasCommand(update));
    expect(log.asRecorded()).toEqual({});
    await log.clients.aws.get(LambdaClient, 'once').send(new UpdateAliasCommand(update));
    expect(log.asRecorded().calls).toEqual([
      {
        at: '2026-03-01T02:04:02.000Z',
        command:
          'aws lambda update-alias --function-name checkout --name live --function-version 56 --region us-east-1',
        fault: null,
      },
    ]);
  });

  it.each([
    [
      'the fault that AWS answered',
      {
        status: 412,
        body: '{"__type":"PreconditionFailedException"}',
        headers: { 'x-amzn-errortype': 'PreconditionFailedException' },
      },
      'PreconditionFailedException',
    ],
    ['that no answer came', null, 'no answer'],
  ] as const)('says %s', async (_, answer, fault) => {
    const log = logOver(() => {
      if (answer === null) throw new Error('connection lost');
      return answer;
    });
    await expect(
      log.clients.aws.get(LambdaClient, 'once').send(new UpdateAliasCommand(update)),
    ).rejects.toThrow();
    expect(log.asRecorded().calls).toMatchObject([{ fault }]);
  });

  it('names an operation although bundling has shortened the name of its class', async () => {
    const log = logOver(() => ({ body: '{}' }));
    const Shortened = { a: class extends UpdateAliasCommand {} }.a;
    await log.clients.aws.get(LambdaClient).send(new Shortened(update));
    expect(log.asRecorded().calls?.[0]?.command).toMatch(/^aws lambda update-alias /);
  });

  it('has requests to servers outside AWS, with what was answered', async () => {
    const log = logOver(() => ({ status: 403, body: '{}' }));
    const { http } = log.clients;
    await http.send({ method: 'GET', host: 'hooks.shop.example', path: '/state' });
    expect(log.asRecorded()).toEqual({});
    await http.send({ method: 'POST', host: 'hooks.shop.example', path: '/failover' });
    expect(log.asRecorded().calls).toEqual([
      {
        at: '2026-03-01T02:04:02.000Z',
        command: 'curl --request POST https://hooks.shop.example/failover',
        fault: 'HTTP 403',
      },
    ]);
  });

  it('stops at twenty', async () => {
    const log = logOver(() => ({ body: '{}' }));
    for (let sent = 0; sent < 25; sent += 1)
      await log.clients.aws.get(LambdaClient).send(new UpdateAliasCommand(update));
    expect(log.asRecorded().calls).toHaveLength(20);
  });
});
