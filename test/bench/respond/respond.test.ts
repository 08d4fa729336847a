import { describe, expect, it } from '@jest/globals';
import { judgeResponse } from '../../../bench/respond/judge-response.ts';
import { playResponse } from '../../../bench/respond/play-response.ts';
import { loadScenario } from '../../../local/world/scenario/scenario.ts';
import { shippedPolicy } from '../../support/builders/builders.ts';

const startAt = Date.parse('2026-11-05T02:00:00Z');

async function play(name: string) {
  const scenario = loadScenario(name, null);
  return { scenario, records: await playResponse(scenario, await shippedPolicy(), startAt) };
}

describe('what is done about an incident', () => {
  it('is right when what the culprit changed is taken back and the service recovers', async () => {
    const { scenario, records } = await play('bad-deploy');
    const verdict = judgeResponse(scenario, records);
    expect(verdict).toMatchObject({ actionable: true, stabilized: true, wrong: [] });
    expect(verdict.seconds).toBeGreaterThan(60);

    const elsewhere = { ...scenario, expect: { ...scenario.expect, culprit: null } };
    expect(judgeResponse(elsewhere, records)).toMatchObject({
      actionable: false,
      stabilized: false,
      wrong: [expect.stringMatching(/^roll-back-lambda-alias of lambda-alias:/)],
    });
  });

  it('is right when it is what the scenario names, whatever the cause', async () => {
    const { scenario, records } = await play('crowded-storefront');
    expect(judgeResponse(scenario, records)).toMatchObject({ stabilized: true, wrong: [] });
    const unnamed = { ...scenario, expect: { ...scenario.expect, stabilizedBy: [] } };
    expect(judgeResponse(unnamed, records).wrong).toHaveLength(1);
  });

  it('is right when people take over after it, where it cannot be shown to be over', async () => {
    const { scenario, records } = await play('broken-sign-in');
    expect(judgeResponse(scenario, records)).toMatchObject({
      actionable: false,
      leftToPeople: true,
      wrong: [],
    });
    const untouched = records.map((record) => ({ ...record, steps: [] }));
    expect(judgeResponse(scenario, untouched)).toMatchObject({ leftToPeople: false });
    const elsewhere = { ...scenario, expect: { ...scenario.expect, culprit: null } };
    expect(judgeResponse(elsewhere, records)).toMatchObject({ leftToPeople: false });
  });

  it('is not right when people take over although it should be over', async () => {
    const { scenario, records } = await play('broken-sign-in');
    const ending = { ...scenario, expect: { ...scenario.expect, endsWith: 'recovery' as const } };
    expect(judgeResponse(ending, records)).toMatchObject({
      actionable: true,
      stabilized: false,
      leftToPeople: null,
    });
    const { scenario: ended, records: closed } = await play('bad-deploy');
    const forPeople = { ...ended, expect: { ...ended.expect, endsWith: 'people' as const } };
    expect(judgeResponse(forPeople, closed)).toMatchObject({ leftToPeople: false });
  });

  it('is nothing where no action could be right', async () => {
    const { scenario, records } = await play('dependency-outage');
    expect(records).not.toEqual([]);
    expect(judgeResponse(scenario, records)).toMatchObject({
      actionable: false,
      stabilized: false,
      seconds: null,
      wrong: [],
    });
  });
});
