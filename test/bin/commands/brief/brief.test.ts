import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { register } from '../../../../bin/commands/brief/brief.ts';
import { runRegistered } from '../../../support/servers/run-registered.ts';
import { debtsWorld, otherIncidentId } from '../../../support/worlds/debts-world.ts';

let world: Awaited<ReturnType<typeof debtsWorld>>;
beforeEach(async () => {
  world = await debtsWorld();
});
afterEach(() => world.api.close());

describe('firebreak brief', () => {
  it('prints the incident that is meant as Markdown, and nothing else', async () => {
    const { code, stdout, stderr } = await runRegistered(register, [
      'brief',
      otherIncidentId.slice(-4).toLowerCase(),
      '--url',
      world.api.url,
    ]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^# SEV\d search: /);
    expect(stdout).toContain(`\`${otherIncidentId}\``);
  });

  it('says that there is none by that id', async () => {
    const { code, stderr } = await runRegistered(register, ['brief', 'ZZZZ', '--url', world.api.url]);
    expect(code).toBe(1);
    expect(stderr).toContain('ZZZZ');
  });
});
