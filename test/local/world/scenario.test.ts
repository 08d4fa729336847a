import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { loadPolicy } from '../../../lambdas/adapters/policy/load-policy.ts';
import { loadScenario, ScenarioError, scenarioNames } from '../../../local/world/scenario/scenario.ts';
import { readDocument } from '../../architecture/source-files.ts';

const seeds = Array.from({ length: 50 }, (_, index) => index + 1);

describe('the shipped scenarios', () => {
  const watched = new Map<string, readonly string[]>();
  beforeAll(async () => {
    const folders = new Set(scenarioNames().map((name) => loadScenario(name).policy ?? 'policy'));
    for (const folder of folders) {
      const { services } = await loadPolicy(folder);
      watched.set(
        folder,
        services.map(({ id }) => id),
      );
    }
  });

  it('are kinds and variants enough to say how good triage is', () => {
    expect(scenarioNames().length).toBeGreaterThanOrEqual(25);
  });

  it.each(scenarioNames())('%s makes fifty variants that differ', (name) => {
    const variants = seeds.map((seed) => loadScenario(name, seed));
    expect(loadScenario(name, 7)).toEqual(variants[6]);
    expect(new Set(variants.map((variant) => JSON.stringify({ ...variant, seed: 0 }))).size).toBeGreaterThan(
      20,
    );
    for (const { summary, expect: label, story, policy = 'policy' } of [loadScenario(name), ...variants]) {
      expect(summary).toMatch(/^[^$]{20,}\.$/);
      expect(watched.get(policy)).toContain(label.service);
      const culprit = story.find(({ id }) => id === label.culprit && label.culprit !== null);
      expect(culprit === undefined).toBe(label.culprit === null);
      expect(culprit?.condition).toBeUndefined();
      if (label.healthy) expect(label.culprit).toBeNull();
    }
  });

  it('are all described', () => {
    const sections = readDocument('scenarios/README.md').split(/^## /m);
    const kinds = sections.find((section) => section.includes('| `bad-deploy` |')) ?? '';
    const described = [...kinds.matchAll(/^\| `([\w-]+)` \|/gm)].map(([, name]) => name);
    expect(new Set(described)).toEqual(new Set(scenarioNames()));
    expect(described).toHaveLength(scenarioNames().length);
  });
});

describe('a scenario file', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'firebreak-scenarios-'));
    mkdirSync(join(folder, 'worlds'));
    writeFileSync(join(folder, 'worlds', 'small.yaml'), world);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const world = `services:
  - { id: shop, function: shop, requestsPerMinute: 60, errorPercent: 1, latencyP50Ms: 10, latencyP99Ms: 40 }
functions:
  - { name: shop, live: "1", versions: [{ version: "1", minutesAgo: 900 }] }
`;
  const scenario = (lines: string): string => `name: broken
summary: Something is wrong with it.
world: small
${lines}
expect: { culprit: null, service: shop, symptoms: [availability], severities: [SEV2] }
`;
  const load = (text: string, seed: number | null = null, name = 'broken') => {
    // Files are read once: each text gets a folder of its own.
    const own = mkdtempSync(join(folder, 'own-'));
    mkdirSync(join(own, 'worlds'));
    writeFileSync(join(own, 'worlds', 'small.yaml'), world);
    writeFileSync(join(own, `${name}.yaml`), text);
    return loadScenario(name, seed, own);
  };

  it('is read with its world', () => {
    expect(load(scenario('')).services.map(({ id }) => id)).toEqual(['shop']);
  });

  it.each([
    ['effekts: []', 'scenarios/broken.yaml:4:1 effekts is not a known key; did you mean "effects"?'],
    [
      'story:\n  - { afterSeconds: soon, deploy: { function: shop } }',
      ':5:21 story[0].afterSeconds must be a number',
    ],
    ['story:\n  - { afterSeconds: 5 }', ':5:5 story[0] needs exactly one of deploy, flag,'],
    [
      'story:\n  - { afterSeconds: 5, deploy: { function: stop } }',
      ':5:44 story[0].deploy.function names the function "stop"; there are: shop',
    ],
    [
      'effects:\n  - { while: bad, service: shop }',
      ':5:14 effects[0].while names the event "bad"; there are: none',
    ],
    [
      'effects:\n  - { afterUndoing: bad, service: shop }',
      ':5:21 effects[0].afterUndoing names the event "bad"; there are: none',
    ],
    [
      'effects:\n  - { atRandom: 0.1, unlessFlag: on, service: shop }',
      'effects[0] takes no unlessFlag with atRandom',
    ],
    [
      'effects:\n  - { atRandom: 0.1, unlessFlag: on, queue: work }',
      'effects[0] of a queue takes neither afterUndoing nor unlessFlag',
    ],
    [
      'parameters: { size: { between: [3, 1] } }',
      ':4:21 parameters.size must be { between: [least, most], usually: number }',
    ],
    [
      'parameters: { size: { oneOf: [] } }',
      ':4:21 parameters.size must be { oneOf: [one, another …], usually: one }',
    ],
    [`services: [{ id: "\${size}" }]`, ':4:18 services[0].id names the parameter "size"; there are: none'],
    ['story: [}', 'is not YAML'],
  ])('is refused with place and reason: %s', (lines, message) => {
    expect(() => load(scenario(lines))).toThrow(ScenarioError);
    expect(() => load(scenario(lines))).toThrow(message);
  });

  it('is refused when it calls itself otherwise, or names a world that is not there', () => {
    expect(() => load(scenario(''), null, 'other')).toThrow(
      'other.yaml:1:7 name must be other, as the file is called',
    );
    expect(() => load(scenario('').replace('small', 'large'))).toThrow(
      'There is no file scenarios/worlds/large.yaml',
    );
  });

  it('draws within its bounds, and takes what is usual without a seed', () => {
    const text = scenario(`parameters:
  case: { oneOf: [{ size: 10, word: ten }, { size: 20, word: twenty }] }
  part: { between: [0, 1], usually: 0.25 }
story:
  - { id: c, afterSeconds: { between: [5, 9], usually: 6 }, condition: { summary: "\${case.word} of them" } }
  - { chance: 0.3, afterSeconds: 1, deploy: { function: shop } }
effects:
  - { while: c, service: shop, errorPercent: "\${case.size}", trafficFactor: "\${part}" }`);
    const usual = load(text);
    expect(usual.story).toMatchObject([{ afterSeconds: 6, condition: { summary: 'ten of them' } }]);
    expect(usual.effects).toMatchObject([{ errorPercent: 10, trafficFactor: 0.25 }]);
    const variants = seeds.map((seed) => load(text, seed));
    expect(new Set(variants.map(({ effects }) => effects[0]?.errorPercent))).toEqual(new Set([10, 20]));
    const times = new Set(variants.map(({ story }) => story.find(({ id }) => id === 'c')?.afterSeconds));
    expect(times).toEqual(new Set([5, 6, 7, 8, 9]));
    const deployed = variants.filter(({ story }) => story.length === 2).length / variants.length;
    expect(deployed).toBeGreaterThan(0.1);
    expect(deployed).toBeLessThan(0.55);
  });

  it.each(['while', 'afterUndoing'])(
    'leaves the effects of an event out when the event is left out: %s',
    (cause) => {
      const text = scenario(`story:
  - { id: rare, chance: 0.2, afterSeconds: 1, condition: { summary: Rare. } }
effects:
  - { ${cause}: rare, service: shop, errorPercent: 50 }`);
      expect(load(text)).toMatchObject({ story: [], effects: [] });
    },
  );
});
