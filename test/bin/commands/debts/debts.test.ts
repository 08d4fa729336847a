import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { register } from '../../../../bin/commands/debts/debts.ts';
import { firstIncidentId } from '../../../support/builders/records.ts';
import { runRegistered } from '../../../support/servers/run-registered.ts';
import { debtsWorld, otherIncidentId, scaled, takenBack } from '../../../support/worlds/debts-world.ts';

let world: Awaited<ReturnType<typeof debtsWorld>>;
beforeEach(async () => {
  world = await debtsWorld();
});
afterEach(() => world.api.close());

const cli = (...args: string[]) => runRegistered(register, [...args, '--url', world.api.url]);

describe('firebreak debts', () => {
  it('lists what is open, by the time of the installation, and what stands in the way', async () => {
    const { code, stdout } = await cli('debts', 'list');
    expect(code).toBe(0);
    const lines = stdout.trimEnd().split('\n');
    expect(lines[0]).toMatch(/^RESOURCE +SERVICE +OWNER +DUE +ENDS +INCIDENT$/);
    expect(lines[1]).toMatch(
      new RegExp(`^${takenBack} +checkout +team-checkout +1 h ago +in 1 h +${firstIncidentId}$`),
    );
    expect(stdout).toMatch(/not to be deployed: 57\n {4}can no longer be undone: version 57 is gone/);
    expect(stdout).not.toContain('\u001B');
    expect(lines.filter((line) => line.startsWith(scaled))).toHaveLength(2);
  });

  it('lists those of one service, and prints them as they came with --json', async () => {
    const { stdout } = await cli('debts', 'list', '--service', 'search', '--json');
    expect(JSON.parse(stdout).debts).toMatchObject([{ resource: scaled, incidentId: otherIncidentId }]);
    expect((await cli('debts', 'list', '--service', 'nowhere')).stdout).not.toContain(scaled);
  });

  it('settles, accepts and renews in the name of whoever does it', async () => {
    expect((await cli('debts', 'renew', takenBack, '--hours', '5', '--as', 'ben')).code).toBe(0);
    expect(await world.debtOn(takenBack)).toMatchObject({
      status: 'open',
      expiresAt: '2026-11-23T17:04:04.000Z',
    });
    expect((await cli('debts', 'settle', takenBack, '--as', 'ben')).code).toBe(0);
    expect(await world.debtOn(takenBack)).toMatchObject({ status: 'restored', closedBy: 'person:ben' });
    const accept = [
      'debts',
      'accept',
      scaled,
      '--incident',
      otherIncidentId,
      '--comment',
      'it stays',
      '--as',
      'ana',
    ];
    expect((await cli(...accept)).code).toBe(0);
    expect(await world.debtOn(scaled, otherIncidentId)).toMatchObject({
      status: 'accepted',
      closedBy: 'person:ana',
    });
    expect(await world.debtOn(scaled)).toMatchObject({ status: 'open' });
  });

  it('asks which one is meant where several incidents have a debt on a resource, and changes none', async () => {
    const { code, stderr } = await cli('debts', 'settle', scaled);
    expect(code).toBe(2);
    expect(stderr).toContain(`--incident ${firstIncidentId} or --incident ${otherIncidentId}`);
    expect(world.api.requests).toEqual(['GET /v1/debts']);
  });

  it('names what is open when there is no such debt', async () => {
    const { code, stderr } = await cli('debts', 'settle', 'lambda-alias:chekout:live');
    expect(code).toBe(1);
    expect(stderr).toContain(takenBack);
  });

  it.each([
    ['accept without a reason', ['debts', 'accept', takenBack]],
    ['renew for no time', ['debts', 'renew', takenBack, '--hours', '0']],
    ['renew for ever', ['debts', 'renew', takenBack, '--hours', '169']],
    ['nothing to settle', ['debts', 'settle']],
  ])('is wrong usage: %s', async (_, args) => {
    expect((await cli(...args)).code).toBe(2);
    expect(world.api.requests).toEqual([]);
  });

  it('says why a debt that was closed meanwhile cannot be changed', async () => {
    await cli('debts', 'settle', takenBack);
    const { code, stderr } = await cli('debts', 'renew', takenBack, '--incident', firstIncidentId);
    expect(code).toBe(1);
    expect(stderr).toContain('command.refused');
  });
});
