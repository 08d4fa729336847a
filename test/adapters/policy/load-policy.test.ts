import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { loadPolicy, PolicyError } from '../../../lambdas/adapters/policy/load-policy.ts';
import { editorSchemas } from '../../../lambdas/adapters/policy/policy-files.ts';
import { shippedPolicy, shippedPolicyFolder } from '../../support/builders/builders.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'policy-'));
  await cp(shippedPolicyFolder, folder, { recursive: true });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Replaces the first occurrence of a text, and tells where it stood. */
async function edit(file: string, from: string, to: string): Promise<{ line: number; column: number }> {
  const text = await readFile(join(folder, file), 'utf8');
  const at = text.indexOf(from);
  expect(at).toBeGreaterThanOrEqual(0);
  await writeFile(
    join(folder, file),
    text.replace(from, () => to),
  );
  const before = text.slice(0, at).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

async function problems() {
  const error = await loadPolicy(folder).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(PolicyError);
  return error instanceof PolicyError ? error.problems : [];
}

describe('the shipped policy', () => {
  it('is valid and plain JSON', async () => {
    const policy = await shippedPolicy();
    expect(JSON.parse(JSON.stringify(policy))).toEqual(policy);
    expect(policy.services.map(({ id }) => id)).toContain('checkout');
    expect(policy.hash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('tells where each rule and step stands', async () => {
    const { severity, runbooks } = await shippedPolicy();
    const lines = (await readFile(join(shippedPolicyFolder, 'severity.yaml'), 'utf8')).split('\n');
    for (const { id, place } of severity.rules) {
      expect(lines[Number(place.split(':')[1]) - 1]).toContain(`id: ${id}`);
    }
    expect(runbooks.find(({ id }) => id === 'bad-deploy')?.steps[0]?.place).toBe(
      'runbooks/bad-deploy.yaml:7',
    );
  });

  it('has a hash that changes with its content', async () => {
    const before = await loadPolicy(folder);
    await edit('guardrails.yaml', 'actionsPerIncident: 3', 'actionsPerIncident: 2');
    expect((await loadPolicy(folder)).hash).not.toBe(before.hash);
  });

  it.each([...editorSchemas()])(
    'ships %s as the schema says now (firebreak check-policy --write-schemas)',
    async (name, text) => {
      expect(await readFile(join(shippedPolicyFolder, 'schema', name), 'utf8')).toBe(text);
    },
  );
});

interface Breakage {
  readonly name: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
  /** Where in the replaced text the problem is. */
  readonly offset?: number;
  readonly field: string;
  readonly says: string;
}

const breakages: readonly Breakage[] = [
  {
    name: 'a wrong type',
    file: 'services.yaml',
    from: 'region: eu-west-1',
    to: 'region: 3',
    offset: 8,
    field: 'services[0].region',
    says: 'must be a text, not 3',
  },
  {
    name: 'a value outside the list',
    file: 'services.yaml',
    from: 'tier: 1',
    to: 'tier: 4',
    offset: 6,
    field: 'services[0].tier',
    says: 'must be one of 1, 2, 3, not 4',
  },
  {
    name: 'a mistyped key',
    file: 'services.yaml',
    from: 'environment: production',
    to: 'environmnt: production',
    field: 'services[0].environmnt',
    says: 'did you mean "environment"?',
  },
  {
    name: 'a key that has another name now',
    file: 'correlation.yaml',
    from: 'stateChanges: 6',
    to: 'turns: 6',
    field: 'flapping.turns',
    says: 'is now called "stateChanges"',
  },
  {
    name: 'the quota of notifications by its earlier name',
    file: 'people.yaml',
    from: 'notifications: {',
    to: 'mail: {',
    field: 'mail',
    says: 'is now called "notifications"',
  },
  {
    name: 'a channel that is not registered',
    file: 'people.yaml',
    from: 'email: ana@example.com }',
    to: 'email: ana@example.com, channels: [mall] }',
    offset: 35,
    field: 'people[0].channels[0]',
    says: '"mall" is not a channel; did you mean "mail"?',
  },
  {
    name: 'an unknown metric',
    file: 'services.yaml',
    from: 'latencyP50:',
    to: 'latencyP5:',
    field: 'services[0].metrics.latencyP5',
    says: 'did you mean "latencyP50"?',
  },
  {
    name: 'a metric id that CloudWatch would refuse',
    file: 'services.yaml',
    from: 'errors: {',
    to: 'Errors: {',
    field: 'services[0].metrics.errorRate.cloudwatch.metrics.Errors',
    says: 'must start with a lower-case letter',
  },
  {
    name: 'a mapping for a source that there is not',
    file: 'sources.yaml',
    from: 'source: sns',
    to: 'source: snss',
    offset: 8,
    field: 'mappings[0].source',
    says: 'did you mean "sns"?',
  },
  {
    name: 'a mapping that reads what no delivery has',
    file: 'sources.yaml',
    from: 'title: body.detail.eventTypeCode',
    to: 'title: alert.title',
    offset: 7,
    field: 'mappings[0].title',
    says: 'there is no "alert" here; there are body, headers, subject, item',
  },
  {
    name: 'a mapping with an expression that is none',
    file: 'sources.yaml',
    from: 'identity: body.detail.eventArn',
    to: 'identity: body.detail.',
    offset: 21,
    field: 'mappings[0].identity',
    says: 'is not a valid expression',
  },
  {
    name: 'a status that there is not',
    file: 'sources.yaml',
    from: 'open: firing',
    to: 'open: fire',
    offset: 6,
    field: 'mappings[0].status.values.open',
    says: 'must be one of firing, resolved, acknowledged, updated, no-data, ignored, not "fire"',
  },
  {
    name: 'a metric id that is not defined',
    file: 'services.yaml',
    from: 'expression: 100 * errors / requests',
    to: 'expression: 100 * errors / request',
    offset: 27,
    field: 'services[0].metrics.errorRate.cloudwatch.expression',
    says: '"request" is not one of this metric\'s ids',
  },
  {
    name: 'an unknown person',
    file: 'people.yaml',
    from: 'approvers: [ana, ben]',
    to: 'approvers: [ana, bne]',
    offset: 17,
    field: 'approvals.approvers[1]',
    says: '"bne" is not a person in people.yaml',
  },
  {
    name: 'an unknown owner',
    file: 'services.yaml',
    from: 'owner: chris',
    to: 'owner: kris',
    offset: 7,
    field: 'services[2].owner',
    says: '"kris" is not a person',
  },
  {
    name: 'an alias of two environments',
    file: 'services.yaml',
    from: 'environments: []',
    to: 'environments: [{ id: production, aliases: [Live] }, { id: staging, aliases: [live] }]',
    offset: 77,
    field: 'environments[1].aliases[0]',
    says: '"live" is taken by services.yaml:',
  },
  {
    name: 'a duplicate id',
    file: 'services.yaml',
    from: 'id: search',
    to: 'id: checkout',
    offset: 4,
    field: 'services[1].id',
    says: '"checkout" is taken by services.yaml:',
  },
  {
    name: 'an action that is not registered',
    file: 'runbooks/bad-flag.yaml',
    from: 'action: switch-off-appconfig-flag',
    to: 'action: switch-off-appconfg-flag',
    offset: 8,
    field: 'steps[0].action',
    says: 'did you mean "switch-off-appconfig-flag"?',
  },
  {
    name: 'a resource that no service has',
    file: 'runbooks/bad-flag.yaml',
    from: 'target: suspect',
    to: 'target: { appconfig-flag: new-pricng }',
    offset: 26,
    field: 'steps[0].target.appconfig-flag',
    says: '"new-pricng" is not an appconfig-flag of a service; did you mean "new-pricing"?',
  },
  {
    name: 'a whole resource that no service has',
    file: 'runbooks/bad-deploy.yaml',
    from: 'target: suspect',
    to: 'target: { lambda-alias: { functionName: checkout, alias: canary } }',
    offset: 24,
    field: 'steps[0].target.lambda-alias',
    says: 'lambda-alias:checkout:canary',
  },
  {
    name: 'a kind of resource that there is not, as a target',
    file: 'runbooks/bad-flag.yaml',
    from: 'target: suspect',
    to: 'target: { appconfg-flag: new-pricing }',
    offset: 10,
    field: 'steps[0].target.appconfg-flag',
    says: 'did you mean "appconfig-flag"?',
  },
  {
    name: 'an action that does not work on that kind of resource',
    file: 'runbooks/bad-flag.yaml',
    from: 'target: suspect',
    to: 'target: { lambda-alias: checkout }',
    offset: 24,
    field: 'steps[0].target.lambda-alias',
    says: 'switch-off-appconfig-flag works on an appconfig-flag, not on a lambda-alias',
  },
  {
    name: 'a kind of resource that there is not',
    file: 'services.yaml',
    from: '- lambda-alias:',
    to: '- lambdaAlias:',
    offset: 2,
    field: 'services[0].resources[0].lambdaAlias',
    says: 'did you mean "lambda-alias"?',
  },
  {
    name: 'a name that a resource cannot have',
    file: 'services.yaml',
    from: 'functionName: checkout,',
    to: 'functionName: "check*",',
    offset: 14,
    field: 'services[0].resources[0].lambda-alias.functionName',
    says: 'must be the name or the ARN of a Lambda function',
  },
  {
    name: 'a resource of two kinds',
    file: 'services.yaml',
    from: '- lambda-alias: { functionName: search, alias: live }',
    to: '- { lambda-alias: { functionName: search, alias: live }, cloudformation-stack: { stack: shop } }',
    offset: 2,
    field: 'services[1].resources[0]',
    says: 'needs exactly one of lambda-alias,',
  },
  {
    name: 'deployments as they used to be written',
    file: 'services.yaml',
    from: 'resources:',
    to: 'deployments:',
    field: 'services[0].deployments',
    says: 'is now "resources"',
  },
  {
    name: 'flags as they used to be written',
    file: 'services.yaml',
    from: 'dependsOn: [payments]',
    to: 'dependsOn: [payments]\n    flags: []',
    offset: 26,
    field: 'services[0].flags',
    says: 'is now part of "resources"',
  },
  {
    name: 'a target as it used to be written',
    file: 'runbooks/bad-flag.yaml',
    from: 'target: suspect',
    to: 'target: { flag: new-pricing }',
    offset: 10,
    field: 'steps[0].target.flag',
    says: 'is now called "appconfig-flag"',
  },
  ...(['queues', 'smokeTests'] as const).map((key) => ({
    name: `${key}, which do nothing yet`,
    file: 'services.yaml',
    from: 'dependsOn: [payments]',
    to: `dependsOn: [payments]\n    ${key}: []`,
    offset: 26,
    field: `services[0].${key}`,
    says: 'is not supported yet: remove it',
  })),
  {
    name: 'the pace of updates, which does nothing yet',
    file: 'people.yaml',
    from: 'stakeholders:',
    to: 'updateEveryMinutes: { SEV1: 15, SEV2: 30, SEV3: 120 }\nstakeholders:',
    field: 'updateEveryMinutes',
    says: 'is not supported yet: remove it',
  },
  {
    name: 'a cooldown for an unknown action',
    file: 'guardrails.yaml',
    from: 'defaultMinutes: 30',
    to: 'defaultMinutes: 30\n  actions: { reboot: 5 }',
    offset: 40,
    field: 'cooldown.actions.reboot',
    says: '"reboot" is not a registered action',
  },
  {
    name: 'automation of what cannot be undone',
    file: 'guardrails.yaml',
    from: 'irreversible: approve',
    to: 'irreversible: auto',
    offset: 14,
    field: 'mode.SEV1.irreversible',
    says: 'always waits for a person',
  },
  {
    name: 'a freeze window without a time',
    file: 'guardrails.yaml',
    from: 'freezeWindows: []',
    to: 'freezeWindows: [{ id: x, reason: y }]',
    offset: 16,
    field: 'freezeWindows[0]',
    says: 'needs either once or weekly',
  },
  {
    name: 'a CEL syntax error, inside the plain text',
    file: 'severity.yaml',
    from: 'when: evidence.metrics.saturation.current >= 90',
    to: 'when: evidence.metrics.saturation.current >= >= 90',
    offset: 45,
    field: 'rules[10].when',
    says: 'is not a valid condition: unexpected',
  },
  {
    name: 'a CEL field that does not exist, inside a folded text',
    file: 'severity.yaml',
    from: 'evidence.metrics.traffic.current < 0.1',
    to: 'evidence.metrics.trafic.current < 0.1',
    offset: 17,
    field: 'rules[3].when',
    says: 'there is no "trafic" here',
  },
  {
    name: 'a CEL variable that does not exist, in a runbook',
    file: 'runbooks/bad-deploy.yaml',
    from: 'when: suspect.kind',
    to: 'when: suspekt.kind',
    offset: 6,
    field: 'when',
    says: 'unknown variable: suspekt',
  },
  {
    name: 'a condition that is not true or false',
    file: 'runbooks/saturation.yaml',
    from: 'when: evidence.metrics.saturation.current >= 90',
    to: 'when: 1 + 1',
    offset: 6,
    field: 'when',
    says: 'gives int instead of true or false',
  },
  {
    name: 'a field in a reason that does not exist',
    file: 'severity.yaml',
    from: 'reason: "{service.name}',
    to: 'reason: "{service.nam}',
    offset: 18,
    field: 'rules[2].reason',
    says: 'there is no "nam" here',
  },
  {
    name: 'a missing default rule',
    file: 'severity.yaml',
    from: 'default:\n  severity: SEV3\n  symptom: unknown\n  reason: There is no sign that users are affected.\n',
    to: '',
    field: 'default',
    says: 'is missing',
  },
  {
    name: 'a YAML syntax error',
    file: 'people.yaml',
    from: 'notifications: {',
    to: 'notifications: [',
    field: '',
    says: 'is not YAML',
  },
  {
    name: 'a key that is given twice',
    file: 'people.yaml',
    from: 'stakeholders:',
    to: 'people: []\nstakeholders:',
    field: '',
    says: 'is not YAML: the key "people" is given twice',
  },
  {
    name: 'an alias bomb',
    file: 'guardrails.yaml',
    from: 'freezeWindows: []',
    to: `a: &a [x,x,x,x,x,x,x,x,x]\n${['b', 'c', 'd', 'e']
      .map(
        (key, index) => `${key}: &${key} [${Array.from({ length: 9 }, () => `*${'abcd'[index]}`).join(',')}]`,
      )
      .join('\n')}`,
    field: '',
    says: 'is not YAML',
  },
  {
    name: 'a unit that contradicts the metric',
    file: 'services.yaml',
    from: 'unit: milliseconds',
    to: 'unit: seconds',
    offset: 6,
    field: 'services[0].metrics.latencyP50.unit',
    says: 'must be milliseconds',
  },
  {
    name: 'an ARN as a dimension',
    file: 'services.yaml',
    from: 'dimensions: { FunctionName: payments }',
    to: 'dimensions: { FunctionName: "arn:aws:lambda:eu-west-1:111122223333:function:payments" }',
    offset: 28,
    field: 'services[2].metrics.errorRate.cloudwatch.metrics.errors.dimensions.FunctionName',
    says: 'not the ARN: write payments',
  },
  {
    name: 'an ARN as a log group',
    file: 'services.yaml',
    from: 'logGroup: /aws/lambda/payments',
    to: 'logGroup: "arn:aws:logs:eu-west-1:111122223333:log-group:/aws/lambda/payments:*"',
    offset: 10,
    field: 'services[2].logs[0].cloudwatch.logGroup',
    says: 'not the ARN: write /aws/lambda/payments',
  },
  {
    name: 'a Region that cannot be one',
    file: 'services.yaml',
    from: 'region: eu-west-1',
    to: 'region: eu-wset-1',
    offset: 8,
    field: 'services[0].region',
    says: 'must be an AWS Region',
  },
  {
    name: 'metric math that is not closed',
    file: 'services.yaml',
    from: 'expression: 100 * errors / requests',
    to: 'expression: 100 * (errors / requests',
    offset: 18,
    field: 'services[0].metrics.errorRate.cloudwatch.expression',
    says: '"(" is opened and never closed',
  },
  {
    name: 'a number where a text belongs',
    file: 'people.yaml',
    from: 'name: Ana Silva',
    to: 'name: 4711',
    offset: 6,
    field: 'people[0].name',
    says: 'put it in quotes',
  },
  {
    name: 'a text that YAML takes for an alias',
    file: 'services.yaml',
    from: 'alarmName: payments-*',
    to: 'alarmName: *-payments',
    offset: 11,
    field: '',
    says: '"*-payments" begins with *',
  },
  {
    name: 'a condition that YAML takes for a tag',
    file: 'severity.yaml',
    from: 'when: evidence.metrics.saturation',
    to: 'when: !has(evidence.x) || evidence.metrics.saturation',
    offset: 6,
    field: '',
    says: 'begins with !',
  },
  {
    name: 'a field of logs without logs',
    file: 'services.yaml',
    from: 'logs:\n      - cloudwatch: { logGroup: /aws/lambda/search }\n    blastRadius:\n      tenant',
    to: 'blastRadius:\n      tenant',
    offset: 19,
    field: 'services[1].blastRadius',
    says: 'the service needs logs',
  },
];

/** Those whose place is the whole file, or depends on where YAML gives up. */
const withoutExactPlace = ['a missing default rule', 'a YAML syntax error', 'an alias bomb'];

describe('a policy with a defect', () => {
  it.each(breakages)('is refused for $name, with its place and what to do', async (breakage) => {
    const { name, file, from, to, field, says, offset = 0 } = breakage;
    const place = await edit(file, from, to);
    const found = (await problems()).find((problem) => problem.message.includes(says));
    expect(found).toMatchObject({ file, field });
    if (withoutExactPlace.includes(name)) return;
    const before = to.slice(0, offset).split('\n');
    const column = before.length === 1 ? place.column + offset : (before.at(-1)?.length ?? 0) + 1;
    expect(found).toMatchObject({ line: place.line + before.length - 1, column });
  });

  it('has one problem for one mistake of YAML', async () => {
    await edit('people.yaml', 'name: Ana', "name: 'Ana's'");
    const found = await problems();
    expect(found).toHaveLength(1);
    expect(found[0]?.message).toContain('put the whole text in quotes');
  });

  it('is refused with all its problems at once', async () => {
    for (const { name, file, from, to } of breakages.slice(0, 4)) {
      await edit(file, from, to);
      expect(name).not.toBe('');
    }
    await edit('severity.yaml', 'alert.severityHint == "high"', 'alert.severityHnt == "high"');
    await edit('guardrails.yaml', 'killSwitch: false', 'killSwitch: perhaps');
    await rm(join(folder, 'people.yaml'));
    const found = await problems();
    expect(found.map(({ file }) => file)).toEqual(found.map(({ file }) => file).toSorted());
    expect(found.map(({ field }) => field)).toEqual(
      expect.arrayContaining([
        'services[0].region',
        'services[0].tier',
        'services[0].environmnt',
        'services[0].environment',
        'rules[13].when',
        'killSwitch',
      ]),
    );
    expect(found.find(({ file }) => file === 'people.yaml')?.message).toContain('cannot be read');
  });

  it('is refused for a target whose name several resources of a service have, until they have names of their own', async () => {
    await edit('runbooks/bad-deploy.yaml', 'target: suspect', 'target: { lambda-alias: checkout }');
    const canary = '- { lambda-alias: { functionName: checkout, alias: canary }, name: checkout-canary }';
    await edit(
      'services.yaml',
      '    resources:',
      `    resources:\n      ${canary.replace(', name: checkout-canary', '')}`,
    );
    expect(await problems()).toEqual([
      expect.objectContaining({
        file: 'runbooks/bad-deploy.yaml',
        field: 'steps[0].target.lambda-alias',
        message: expect.stringContaining('"checkout" is the name of several resources of checkout'),
      }),
    ]);
    await edit('services.yaml', canary.replace(', name: checkout-canary', ''), canary);
    const { runbooks } = await loadPolicy(folder);
    expect(runbooks.find(({ id }) => id === 'bad-deploy')?.steps[0]?.target).toEqual({
      kind: 'lambda-alias',
      name: 'checkout',
    });
  });

  it('may lack sources.yaml: then nothing is mapped', async () => {
    await rm(join(folder, 'sources.yaml'));
    expect((await loadPolicy(folder)).mappings).toEqual([]);
  });

  it('is refused when there is no folder at all', async () => {
    await rm(folder, { recursive: true });
    expect((await problems()).map(({ file }) => file)).toEqual([
      'guardrails.yaml',
      'people.yaml',
      'runbooks',
      'services.yaml',
      'severity.yaml',
    ]);
  });

  it('says file:line:column in its message', async () => {
    await edit('services.yaml', 'tier: 1', 'tier: 4');
    await expect(loadPolicy(folder)).rejects.toThrow(
      new RegExp(`${folder}/services\\.yaml:15:11 services\\[0\\]\\.tier must be`),
    );
  });
});

describe('a metric out of another source than CloudWatch', () => {
  const dlqDepth = (source: string) => `dlqDepth:\n        unit: count\n        ${source}\n      dlqAge:`;
  const prometheus = (rest: string) => dlqDepth(`prometheus: { query: up, ${rest} }`);
  const json = (rest: string) => dlqDepth(`json: { url: "https://shop.example/m", value: v, ${rest} }`);

  async function problemsOf(block: string) {
    const text = await readFile(join(folder, 'services.yaml'), 'utf8');
    const [from, until] = [text.indexOf('dlqDepth:'), text.indexOf('dlqAge:') + 'dlqAge:'.length];
    await writeFile(join(folder, 'services.yaml'), text.slice(0, from) + block + text.slice(until));
    const line = text.slice(0, from).split('\n').length + 2;
    return { line, found: await problems().catch(() => []) };
  }

  it.each([
    prometheus('url: "https://prometheus.shop.example", tokenSecret: shop/token'),
    prometheus('url: "http://prometheus.internal:9090/tenant"'),
    json('at: t, points: data.list'),
    json('tokenSecret: shop/token'),
  ])('is taken: %s', async (block) => {
    const text = await readFile(join(folder, 'services.yaml'), 'utf8');
    const [from, until] = [text.indexOf('dlqDepth:'), text.indexOf('dlqAge:') + 'dlqAge:'.length];
    await writeFile(join(folder, 'services.yaml'), text.slice(0, from) + block + text.slice(until));
    const { services } = await loadPolicy(folder);
    expect(services.find(({ id }) => id === 'payments')?.metrics.dlqDepth).toBeDefined();
  });

  it.each<[string, string, number, string]>([
    [prometheus('url: prometheus.internal'), 'prometheus.url', 39, 'must be an http or https URL'],
    [prometheus('url: "file:///etc"'), 'prometheus.url', 39, 'must be an http or https URL'],
    [
      prometheus('url: "https://me:secret@p.example"'),
      'prometheus.url',
      39,
      'must not hold a user or password: name a secret in tokenSecret',
    ],
    [
      prometheus('url: "https://p.example/api/v1"'),
      'prometheus.url',
      39,
      'must be the base URL, without /api/v1',
    ],
    [
      prometheus('url: "https://p.example?x=1"'),
      'prometheus.url',
      39,
      'must not have a query or fragment: paths are added to it',
    ],
    [
      prometheus('url: "http://p.example", tokenSecret: t'),
      'prometheus.url',
      39,
      'must begin with https:// where a tokenSecret is sent',
    ],
    [json('points: data'), 'json.points', 66, 'needs `at`: where the time is within each point'],
    [json('at: "a b"'), 'json.at', 62, 'must be a path such as data.items[0].value'],
  ])('is refused where it is wrong: %s', async (block, field, column, message) => {
    const { line, found } = await problemsOf(block);
    expect(found).toEqual([
      expect.objectContaining({
        file: 'services.yaml',
        line,
        column,
        field: `services[2].metrics.dlqDepth.${field}`,
        message: expect.stringContaining(message),
      }),
    ]);
    expect(JSON.stringify(found)).not.toContain('secret@');
  });
});
