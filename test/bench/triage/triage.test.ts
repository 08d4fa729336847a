import { beforeAll, describe, expect, it } from '@jest/globals';
import { parseSeeds, seedsOf } from '../../../bench/measuring/seeds.ts';
import { measure, measureByKind } from '../../../bench/triage/measures.ts';
import { playScenario, type TriagedIncident } from '../../../bench/triage/play-scenario.ts';
import { judge, type Verdict } from '../../../bench/triage/verdict.ts';
import type { CompiledPolicy } from '../../../lambdas/domain/policy/policy.ts';
import { loadScenario } from '../../../local/world/scenario/scenario.ts';
import { anAssessment, shippedPolicy } from '../../support/builders/builders.ts';

const verdict = (overrides: Partial<Verdict>): Verdict => ({
  kind: 'bad-deploy',
  seed: 1,
  hasCulprit: true,
  healthy: false,
  blames: true,
  right: true,
  symptomRight: true,
  severityRight: true,
  blamed: [],
  ...overrides,
});
const missed = verdict({ blames: false, right: false });
const mistaken = verdict({ right: false });
const abstained = verdict({ kind: 'storm', hasCulprit: false, blames: false, right: false });
const blamedInnocent = verdict({ kind: 'storm', hasCulprit: false, right: false });
const calm = verdict({ kind: 'noisy', hasCulprit: false, healthy: true, blames: false, right: false });
const falselyBlamed = { ...calm, blames: true };

describe('how good triage is', () => {
  it('is described by precision, recall, abstention and false blame', () => {
    const verdicts = [
      verdict({}),
      verdict({}),
      missed,
      mistaken,
      abstained,
      abstained,
      blamedInnocent,
      calm,
      falselyBlamed,
    ];
    expect(measure(verdicts)).toMatchObject({
      scenarios: 9,
      withCulprit: 4,
      healthy: 2,
      precision: 2 / 5,
      recall: 2 / 4,
      abstention: 3 / 5,
      falseBlame: 1 / 2,
    });
  });

  it('is left out where there is nothing to divide by', () => {
    expect(measure([])).toMatchObject({ precision: null, recall: null, abstention: null, falseBlame: null });
    expect(measure([missed])).toMatchObject({
      precision: null,
      recall: 0,
      abstention: null,
      falseBlame: null,
    });
  });

  it('is broken down by kind', () => {
    const kinds = measureByKind([blamedInnocent, verdict({}), missed]);
    expect([...kinds.keys()]).toEqual(['bad-deploy', 'storm']);
    expect(kinds.get('bad-deploy')?.recall).toBe(0.5);
    expect(kinds.get('storm')?.abstention).toBe(0);
  });
});

describe('a verdict', () => {
  const startAt = Date.parse('2026-11-23T02:00:00.000Z');
  const bad = { resource: 'lambda-alias:payments:live', at: '2026-11-23T02:00:05.000Z' };
  const other = { resource: 'lambda-alias:checkout:live', at: '2026-11-23T02:00:05.000Z' };
  const incident = (service: string, blamed: TriagedIncident['blamed']): TriagedIncident => ({
    service,
    assessment: anAssessment(),
    blamed,
  });
  const judged = (...incidents: TriagedIncident[]) =>
    judge(loadScenario('bad-dependency-deploy'), incidents, startAt);

  it('is right when the labelled incident blames the culprit', () => {
    expect(judged(incident('checkout', bad), incident('payments', bad))).toMatchObject({
      blames: true,
      right: true,
    });
    expect(judged(incident('checkout', bad), incident('payments', null))).toMatchObject({ right: true });
  });

  it('is wrong when it blames another change, another time, or nothing', () => {
    expect(judged(incident('checkout', other))).toMatchObject({ blames: true, right: false });
    expect(judged(incident('checkout', { ...bad, at: '2026-11-20T02:00:05.000Z' }))).toMatchObject({
      right: false,
    });
    expect(judged(incident('checkout', null), incident('payments', bad))).toMatchObject({
      blames: true,
      right: false,
    });
    expect(judged()).toMatchObject({ blames: false, right: false, symptomRight: false });
  });

  it('is wrong when any incident of the scenario blames an innocent change', () => {
    expect(judged(incident('checkout', bad), incident('payments', other))).toMatchObject({ right: false });
  });

  it('knows a flag by its place', () => {
    const flag = {
      resource: 'appconfig-flag:chkout1:prod1:flags:new-pricing',
      at: '2026-11-23T02:00:05.000Z',
    };
    expect(judge(loadScenario('bad-flag'), [incident('checkout', flag)], startAt)).toMatchObject({
      right: true,
    });
  });
});

describe('a scenario that is played', () => {
  let policy: CompiledPolicy;
  beforeAll(async () => {
    policy = await shippedPolicy();
  });
  const startAt = Date.parse('2026-11-05T11:20:00.000Z');

  it('opens an incident by its alert and triages it with real readers, the same every time', async () => {
    const play = async () => playScenario(loadScenario('bad-deploy', 2), policy, startAt);
    const [first] = await play();
    expect(first?.assessment.at.slice(0, 10)).toBe('2026-11-05');
    expect(first?.blamed?.resource).toMatch(/^lambda-alias:/);
    expect(await play()).toEqual(await play());
  });

  it('gives an incident for each service that a storm reaches', async () => {
    const services = (await playScenario(loadScenario('storm'), policy, startAt)).map(
      ({ service }) => service,
    );
    expect(services).toEqual(expect.arrayContaining(['checkout', 'payments', 'search']));
    expect(new Set(services).size).toBe(services.length);
  });
});

describe('seeds', () => {
  it('are a range or one', () => {
    expect(seedsOf(parseSeeds('3-6'))).toEqual([3, 4, 5, 6]);
    expect(seedsOf(parseSeeds('7'))).toEqual([7]);
  });

  it.each(['', '6-3', 'a', '1-', '-3', '1-2-3', '0-10000', '1.5'])('are refused: %j', (text) => {
    expect(() => parseSeeds(text)).toThrow(/--seeds takes A-B/);
  });
});
