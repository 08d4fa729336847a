import { beforeEach, describe, expect, it } from '@jest/globals';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import type { Debt } from '../../../lambdas/domain/records/step-record.ts';
import { consoleRoutes } from '../../../lambdas/http/routes/console-routes.ts';
import { anHttpEvent, anInvocation } from '../../support/builders/invocation.ts';
import { aPolicy } from '../../support/builders/policy/a-policy.ts';
import { aClosedIncident, aDebt, firstIncidentId } from '../../support/builders/records.ts';
import { inMemoryConsole } from '../../support/worlds/console-server.ts';

const ben = 'arn:aws:iam::111122223333:user/ben';
const secretId = 'inc_01KATZ3V000000000000000002';
let deps: ReturnType<typeof inMemoryConsole>;

/** An older debt of an incident that only Ben may see, and a younger one that everybody may. */
beforeEach(async () => {
  const { people } = aPolicy();
  const named = people.people.map((person) => (person.id === 'ben' ? { ...person, iam: [ben] } : person));
  deps = inMemoryConsole({ policy: { ...aPolicy(), people: { ...people, people: named } } });
  await deps.incidents.createIncident(aClosedIncident({ version: 1 }));
  await deps.incidents.createIncident(aClosedIncident({ id: secretId, sensitive: true, version: 1 }));
  await deps.incidents.putDebt(aDebt({ createdAt: '2026-11-23T02:04:04.000Z' }));
  await deps.incidents.putDebt(
    aDebt({
      incidentId: secretId,
      resource: 'secret:payments/key',
      howToRestore: 'Rotate the leaked key',
      createdAt: '2026-11-22T02:04:04.000Z',
      forbids: { version: '57', summary: 'payments leaks keys' },
      expiry: { at: '2026-11-22T03:00:00.000Z', outcome: 'held', text: 'The leak is open' },
    }),
  );
});

async function debts(callerArn: string | null = null): Promise<readonly Debt[]> {
  const event = anHttpEvent('GET', '/v1/debts');
  const { identity } = event.requestContext;
  const asked: APIGatewayProxyEvent = {
    ...event,
    requestContext: { ...event.requestContext, identity: { ...identity, userArn: callerArn } },
  };
  const { statusCode, body } = await consoleRoutes.run(() => deps, asked, anInvocation());
  expect(statusCode).toBe(200);
  return JSON.parse(body).debts;
}

describe('GET /v1/debts', () => {
  it('answers the open debts of every incident, the oldest first', async () => {
    const closed = aDebt({ resource: 'ecs-service:shop:web', stepIndex: 1, status: 'restored' });
    await deps.incidents.putDebt(closed);
    expect((await debts(ben)).map(({ incidentId }) => incidentId)).toEqual([secretId, firstIncidentId]);
  });

  it.each([
    ['nobody has signed for', null],
    ['policy does not name', 'arn:aws:iam::111122223333:user/mallory'],
  ])(
    'tells a caller whom %s of a sensitive incident only that it is there and what it forbids',
    async (_, arn) => {
      const [secret] = await debts(arn);
      expect(secret).toMatchObject({ incidentId: secretId, forbids: { version: '57' }, backport: '' });
      expect(JSON.stringify(secret)).not.toMatch(/leak|payments/);
    },
  );

  it('tells whom policy names for security all of it', async () => {
    const [secret] = await debts(ben);
    expect(secret).toMatchObject({ resource: 'secret:payments/key', expiry: { outcome: 'held' } });
  });

  it('takes no other method', async () => {
    const refused = await consoleRoutes.run(() => deps, anHttpEvent('POST', '/v1/debts'), anInvocation());
    expect(refused.statusCode).toBe(405);
  });
});
