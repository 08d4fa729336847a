import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { register } from '../../../../bin/commands/gate/gate.ts';
import { withChange } from '../../../../lambdas/domain/response/debts/change-debt.ts';
import { firstIncidentId } from '../../../support/builders/records.ts';
import { runRegistered } from '../../../support/servers/run-registered.ts';
import { debtsWorld, scaled, takenBack } from '../../../support/worlds/debts-world.ts';

let world: Awaited<ReturnType<typeof debtsWorld>>;
beforeEach(async () => {
  world = await debtsWorld();
});
afterEach(() => world.api.close());

describe('firebreak gate deploy', () => {
  const gate = (...args: string[]) =>
    runRegistered(register, ['gate', 'deploy', ...args, '--url', world.api.url]);
  const ofCheckout = (...args: string[]) => gate('--service', 'checkout', ...args);

  it('stops the version that was taken back, and says who can lift that and how', async () => {
    const { code, stdout } = await ofCheckout('--version', 'v57');
    expect(code).toBe(1);
    expect(stdout).toContain(`firebreak debts accept ${takenBack} --incident ${firstIncidentId}`);
    expect(stdout).toContain('team-checkout');
  });

  it('lets another version pass, and minds what is open', async () => {
    const { code, stdout } = await ofCheckout('--version', '58');
    expect(code).toBe(0);
    expect(stdout).toContain(scaled);
    const json = JSON.parse((await ofCheckout('--version', '58', '--json')).stdout);
    expect(json).toMatchObject({ allowed: true, forbidden: [] });
    expect(json.reminders).toHaveLength(2);
  });

  it.each([
    ['no version is given', []],
    ['the version cannot be compared', ['--version', '0a1b2c3d']],
  ])('stops when %s', async (_, args) => {
    expect((await ofCheckout(...args)).code).toBe(1);
  });

  it('passes once the debt is accepted', async () => {
    const debt = await world.debtOn(takenBack);
    if (debt !== undefined) await world.incidents.saveDebt(withChange(debt, { status: 'accepted' }));
    expect((await ofCheckout('--version', '57')).code).toBe(0);
  });

  it('stops when nobody answers, and takes a missing service for wrong usage', async () => {
    expect((await gate()).code).toBe(2);
    world.api.close();
    expect((await ofCheckout('--version', '58')).code).toBe(1);
  });
});
