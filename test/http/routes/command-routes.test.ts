import { beforeEach, describe, expect, it } from '@jest/globals';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { commandRoutes } from '../../../lambdas/http/routes/command-routes.ts';
import type { CommandDeps } from '../../../lambdas/runtime/build/build-commands.ts';
import { aFollowUp } from '../../support/builders/a-follow-up.ts';
import { aService } from '../../support/builders/builders.ts';
import { anInvocation } from '../../support/builders/invocation.ts';
import { aPolicy } from '../../support/builders/policy/a-policy.ts';
import { useCaseWorld } from '../../support/worlds/use-case-world.ts';

const arn = 'arn:aws:iam::111122223333:user/ana';
let world: ReturnType<typeof useCaseWorld>;
let deps: CommandDeps;

beforeEach(async () => {
  world = useCaseWorld();
  await world.acted();
  const { people } = aPolicy();
  const named = people.people.map((person) => (person.id === 'ana' ? { ...person, iam: [arn] } : person));
  const policy = { ...aPolicy({ services: [aService()] }), people: { ...people, people: named } };
  deps = { ...world, policy, access: 'signed-link' };
});

async function call(resource: string, body: object, { callerArn = null as string | null, over = deps } = {}) {
  const event = {
    httpMethod: 'POST',
    resource,
    pathParameters: { id: world.incidentId },
    body: JSON.stringify(body),
    requestContext: { identity: { userArn: callerArn } },
  } as unknown as APIGatewayProxyEvent;
  const { statusCode, body: text } = await commandRoutes.run(() => over, event, anInvocation());
  return { status: statusCode, body: JSON.parse(text) };
}
const commands = '/v1/incidents/{id}/commands';
const entries = async () => (await world.incidents.readRecord(world.incidentId))?.entries ?? [];
const keyOf = (person: string) =>
  world.linkKeys.sign({
    scope: 'view',
    subject: world.incidentId,
    person,
    planHash: null,
    generation: 0,
    expiresAt: '2026-12-23T00:00:00.000Z',
  });

describe('a command over the API', () => {
  it('is in the name of the caller, whatever the body says', async () => {
    const { status } = await call(commands, { command: 'note', comment: 'x', by: 'ben' }, { callerArn: arn });
    expect(status).toBe(202);
    expect(await entries()).toMatchObject([{ actor: 'person:ana', data: {} }]);
  });

  it.each([
    ['whom policy does not name', 'arn:aws:iam::111122223333:user/mallory', 403],
    ['who did not sign', null, 401],
  ])('is refused from a caller %s', async (_, callerArn, expected) => {
    const { status } = await call(commands, { command: 'take-over', by: 'ana' }, { callerArn });
    expect(status).toBe(expected);
    expect(await entries()).toEqual([]);
  });

  it('on a laptop is in the name that is given, and says that nobody proved it', async () => {
    const over: CommandDeps = { ...deps, access: 'open' };
    await call(commands, { command: 'note', comment: 'one', by: 'ben' }, { over });
    await call(commands, { command: 'note', comment: 'two' }, { over });
    expect(await entries()).toMatchObject([
      { actor: 'person:ben', data: { identity: 'claimed' } },
      { actor: 'person:local-operator', data: { identity: 'claimed' } },
    ]);
    expect((await call(commands, { command: 'take-over', by: 'mallory' }, { over })).status).toBe(403);
  });

  it('is taken from the holder of a personal link, for the incident of the link', async () => {
    const key = await keyOf('ben');
    const taken = await call('/v1/console/commands', { key, command: 'take-over', by: 'ana' });
    expect(taken).toMatchObject({ status: 202, body: { incidentId: world.incidentId, underWay: null } });
    expect(await entries()).toMatchObject([{ actor: 'person:ben', kind: 'command.take-over' }]);
  });

  it.each(['left', 'ben'])(
    'is not taken from a link that is forged or of somebody who left: %s',
    async (person) => {
      const key = `${await keyOf(person)}${person === 'ben' ? 'x' : ''}`;
      expect((await call('/v1/console/commands', { key, command: 'take-over' })).status).toBe(401);
      expect((await call('/v1/console/kill-switch', { key, reason: 'stop it' })).status).toBe(401);
      expect(await entries()).toEqual([]);
    },
  );
});

describe('a follow-up over the API', () => {
  const added = () => ({ change: 'add', incidentId: world.incidentId, text: 'Test the import' });

  it('of a sensitive incident is for those alone who prove that they may see it', async () => {
    await world.change((incident) => ({ ...incident, sensitive: true }));
    const over: CommandDeps = { ...deps, access: 'open' };
    const claimed = await call('/v1/followups', { ...added(), by: 'ben' }, { over });
    expect(claimed).toMatchObject({ status: 403, body: { error: { code: 'incident.restricted' } } });
    expect(await world.incidents.listFollowUps(world.incidentId)).toEqual([]);
    const { stakeholders } = deps.policy.people;
    const people = { ...deps.policy.people, stakeholders: { ...stakeholders, security: ['ana'] } };
    const forAna: CommandDeps = { ...deps, policy: { ...deps.policy, people } };
    expect((await call('/v1/followups', added(), { callerArn: arn, over: forAna })).status).toBe(200);
  });

  describe('from a page', () => {
    const page = '/v1/console/followups';
    const stateOf = async () =>
      (await world.incidents.listFollowUps(world.incidentId)).map(({ state, owner, closedBy }) => ({
        state,
        owner,
        closedBy,
      }));

    beforeEach(async () => {
      await world.incidents.createFollowUp(aFollowUp({ incidentId: world.incidentId, id: 'fup_1' }));
    });

    it('is changed in the name of the holder of the link', async () => {
      const key = await keyOf('ben');
      const handedOn = await call(page, { key, id: 'fup_1', change: 'edit', owner: 'ben' });
      expect(handedOn).toMatchObject({
        status: 200,
        body: { followUp: { state: 'proposed', owner: 'ben' } },
      });
      expect((await call(page, { key, id: 'fup_1', change: 'done', by: 'ana' })).status).toBe(200);
      expect(await stateOf()).toEqual([{ state: 'done', owner: 'ben', closedBy: 'person:ben' }]);
      const told = (await entries()).map(({ actor, kind }) => `${actor} ${kind}`);
      expect(new Set(told)).toEqual(new Set(['person:ben follow-up.edit', 'person:ben follow-up.done']));
    });

    it('is one of the incident of the link, whatever incident the body names', async () => {
      const key = await keyOf('ben');
      const other = { incidentId: 'inc_01KATZ3V0000000000000000ZZ', id: 'fup_2' };
      const own = await world.incidents.readIncident(world.incidentId);
      if (own === null) throw new Error('The world has its incident');
      await world.incidents.createIncident({ ...own, id: other.incidentId, correlationKey: 'another' });
      await world.incidents.createFollowUp(aFollowUp(other));
      expect((await call(page, { key, ...other, change: 'done' })).status).toBe(404);
      expect(await world.incidents.readFollowUp(other.incidentId, other.id)).toMatchObject({
        state: 'proposed',
      });
    });

    it('stays as it is without a link, with a forged one, of somebody who left, and of a sensitive incident', async () => {
      const done = { id: 'fup_1', incidentId: world.incidentId, change: 'done' };
      expect((await call(page, done)).status).toBe(401);
      expect((await call(page, { ...done, key: `${await keyOf('ben')}x` })).status).toBe(401);
      expect((await call(page, { ...done, key: await keyOf('left') })).status).toBe(401);
      await world.change((incident) => ({ ...incident, sensitive: true }));
      const { stakeholders } = deps.policy.people;
      const people = { ...deps.policy.people, stakeholders: { ...stakeholders, security: ['ana'] } };
      const forAna: CommandDeps = { ...deps, policy: { ...deps.policy, people } };
      expect((await call(page, { ...done, key: await keyOf('ben') }, { over: forAna })).status).toBe(403);
      expect(await stateOf()).toMatchObject([{ state: 'proposed' }]);
    });

    it('is dropped for a reason only, and handed to people of policy only', async () => {
      const key = await keyOf('ben');
      expect((await call(page, { key, id: 'fup_1', change: 'drop' })).status).toBe(400);
      expect((await call(page, { key, id: 'fup_1', change: 'edit', owner: 'mallory' })).status).toBe(400);
      expect(await stateOf()).toMatchObject([{ state: 'proposed', owner: 'ana' }]);
    });
  });
});

describe('the kill switch over the API', () => {
  const reason = 'the region is on fire';

  it('is turned on and off by people only, and says by whom', async () => {
    const refused = await call(
      '/v1/kill-switch',
      { isOn: true, reason, by: 'ana' },
      { callerArn: `${arn}bel` },
    );
    expect(refused.status).toBe(403);
    const stopped = await call('/v1/kill-switch', { isOn: true, reason }, { callerArn: arn });
    expect(stopped).toMatchObject({ status: 200, body: { isOn: true, service: null, by: 'person:ana' } });
    expect(await world.killSwitches.readAll()).toMatchObject([{ isOn: true, by: 'person:ana', reason }]);
    await call('/v1/kill-switch', { isOn: false, reason: 'it is out' }, { callerArn: arn });
    expect(await world.killSwitches.readAll()).toMatchObject([{ isOn: false, reason: 'it is out' }]);
  });

  it('is turned on by a link, and not off', async () => {
    const key = await keyOf('ben');
    await call('/v1/console/kill-switch', { key, isOn: false, service: 'checkout', reason });
    expect(await world.killSwitches.readAll()).toMatchObject([
      { isOn: true, service: 'checkout', by: 'person:ben' },
    ]);
  });

  it.each([
    ['a service that policy does not have', { isOn: true, service: 'chekout', reason }],
    ['no reason', { isOn: true, reason: '  ' }],
  ])('is refused with %s', async (_, body) => {
    expect((await call('/v1/kill-switch', body, { callerArn: arn })).status).toBe(400);
    expect(await world.killSwitches.readAll()).toEqual([]);
  });
});

describe('an incident that a person declares', () => {
  const given = { title: 'Checkout is down', service: 'checkout', severity: 'SEV1' };

  it('is queued in the name of the caller', async () => {
    const { status, body } = await call('/v1/incidents', { ...given, by: 'ben' }, { callerArn: arn });
    expect(status).toBe(202);
    const [delivery] = world.queue.drain();
    expect(delivery).toMatchObject({ id: body.deliveryId, source: 'declared' });
    expect(JSON.parse(delivery?.body ?? '')).toMatchObject({ ...given, by: 'ana' });
  });

  it.each([
    ['who did not sign', given, null, 401],
    ['whom policy does not name', given, 'arn:aws:iam::111122223333:user/mallory', 403],
    ['with two lines for a title', { ...given, title: 'down\nBcc: x' }, arn, 400],
    ['with a service that policy does not have', { ...given, service: 'chekout' }, arn, 400],
    ['with an unknown severity', { ...given, severity: 'SEV0' }, arn, 400],
  ])('is refused from a caller %s', async (_, body, callerArn, expected) => {
    expect((await call('/v1/incidents', body, { callerArn })).status).toBe(expected);
    expect(world.queue.drain()).toEqual([]);
  });
});

describe('an incident that is declared by the holder of a personal link', () => {
  const declared = { title: 'Customers cannot pay', service: 'checkout', severity: 'SEV1' };
  const queued = () =>
    world.queue.drain().map(({ body }) => JSON.parse(Buffer.from(body).toString()) as object);

  it('is declared in the name of the holder, whatever the body says', async () => {
    const { status } = await call('/v1/console/incidents', {
      ...declared,
      by: 'ben',
      key: await keyOf('ana'),
    });
    expect(status).toBe(202);
    expect(queued()).toMatchObject([{ ...declared, by: 'ana' }]);
  });

  it('is not declared with a link that is no link, or of somebody who left', async () => {
    for (const key of ['x', await keyOf('mallory')]) {
      expect((await call('/v1/console/incidents', { ...declared, key })).status).toBe(401);
    }
    expect(queued()).toEqual([]);
  });

  it('names the field that is wrong', async () => {
    const { status, body } = await call('/v1/console/incidents', {
      ...declared,
      service: 'chekout',
      key: await keyOf('ana'),
    });
    expect(status).toBe(400);
    expect(body.error.message).toMatch(/service.*chekout.*checkout/);
  });
});
