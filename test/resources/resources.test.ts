import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { resourceSchema } from '../../lambdas/domain/policy/schemas/resource-schema.ts';
import type { ResourceId } from '../../lambdas/domain/records/resource.ts';
import { resourceKinds } from '../../lambdas/resources/index.ts';

/** Two entries of each kind that differ in every name. */
const samples: Readonly<Record<string, readonly [ResourceId, ResourceId]>> = {
  'lambda-alias': [
    { functionName: 'checkout', alias: 'live' },
    { functionName: 'arn:aws:lambda:eu-west-1:111122223333:function:search', alias: 'canary_2' },
  ],
  'appconfig-flag': [
    { application: 'shop1', environment: 'prod1', profile: 'flags', flag: 'new-pricing' },
    { application: 'shop2', environment: 'prod2', profile: 'other', flag: 'banner' },
  ],
  'appconfig-configuration': [
    { application: 'shop1', environment: 'prod1', profile: 'limits' },
    { application: 'shop2', environment: 'prod2', profile: 'other' },
  ],
  'codedeploy-deployment-group': [
    { application: 'shop', deploymentGroup: 'production' },
    { application: 'shop+web', deploymentGroup: 'blue=green@eu' },
  ],
  'ecs-service': [
    { cluster: 'shop', service: 'checkout' },
    { cluster: 'back_office', service: 'Search-2' },
  ],
  'ecs-consumer': [
    { cluster: 'shop', service: 'invoice-writer', queue: 'invoices' },
    { cluster: 'back_office', service: 'Mailer-2', queue: 'mails.fifo' },
  ],
  'api-stage': [
    { restApi: 'a1b2c3d4e5', stage: 'live' },
    { restApi: '0123456789', stage: 'Canary-2' },
  ],
  'eventbridge-rule': [
    { bus: 'default', rule: 'nightly' },
    { bus: 'jobs', rule: 'Re.concile_2' },
  ],
  'http-api-stage': [
    { httpApi: 'a1b2c3d4e5', stage: '$default' },
    { httpApi: '0123456789', stage: 'Canary-2' },
  ],
  'zonal-resource': [
    {
      arn: 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/web/50dc6c495c0c9188',
      zones: 'euw1-az1,euw1-az2,euw1-az3',
    },
    { arn: 'arn:aws:eks:us-east-1:111122223333:cluster/Prod_2', zones: 'use1-az4,use1-az6' },
  ],
  'scheduler-schedule': [
    { group: 'default', schedule: 'nightly', role: 'service-role/scheduler-nightly' },
    { group: 'jobs', schedule: 'Re.port_2', role: 'Scheduler+jobs@eu' },
  ],
  'access-key': [
    { user: 'partners/export', accessKeyId: 'AKIAIOSFODNN7EXAMPLE' },
    { user: 'Backup+nightly@eu', accessKeyId: 'AKIAI44QH8DHBEXAMP02' },
  ],
  'iam-role': [{ role: 'service/partners-api' }, { role: 'Backup+nightly@eu' }],
  'ip-set': [
    {
      ipSet: 'firebreak-block',
      id: '5f2c1f0e-8a47-4f0b-9d55-0c6f7b1f3a21',
      neverBlock: '198.51.100.0/24,2001:db8::/32',
    },
    { ipSet: 'firebreak-Edge_2', id: '11111111-2222-3333-4444-555555555555', neverBlock: '192.0.2.7' },
  ],
  'bedrock-agent-alias': [
    { agentId: 'AGENT12345', agentAliasId: 'ALIAS67890' },
    { agentId: 'q2w3e4r5t6', agentAliasId: 'Z9Y8X7W6V5' },
  ],
  'agent-runtime-endpoint': [
    { runtimeId: 'assistant-a1B2c3D4e5', endpoint: 'live' },
    { runtimeId: 'Order_agent-Z9Y8X7W6V5', endpoint: 'canary_2' },
  ],
  'aurora-cluster': [
    { cluster: 'members', failOverTo: 'members-2' },
    { cluster: 'orders-db', failOverTo: 'orders-reader' },
  ],
  'state-machine': [{ stateMachine: 'labels' }, { stateMachine: 'Order_fulfilment-2' }],
  'auto-scaling-group': [{ group: 'web' }, { group: 'Shop-WebAsg-1.2_x' }],
  'dynamodb-table': [{ table: 'holds' }, { table: 'Sessions_2.eu-west' }],
  'scalable-target': [
    { resourceId: 'table/baskets', dimension: 'dynamodb:table:ReadCapacityUnits' },
    { resourceId: 'table/Sessions_2', dimension: 'dynamodb:table:WriteCapacityUnits' },
  ],
  secret: [{ secret: 'shop/bank-api' }, { secret: 'Orders_db+1@eu' }],
  'dead-letter-queue': [
    { queue: 'ledger-dlq', source: 'ledger', functionName: 'ledger', repeat: 'safe', quarantine: 'none' },
    {
      queue: 'mails-dlq.fifo',
      source: 'mails.fifo',
      functionName: 'Mailer_2',
      repeat: 'unsafe',
      quarantine: 'mails-aside.fifo',
    },
  ],
  'event-source-mapping': [
    { uuid: '5f2c1f0e-8a47-4f0b-9d55-0c6f7b1f3a21', functionName: 'ledger', queue: 'ledger' },
    { uuid: '11111111-2222-3333-4444-555555555555', functionName: 'Mailer_2', queue: 'mails.fifo' },
  ],
  'launchdarkly-flag': [
    {
      host: 'app.launchdarkly.com',
      project: 'shop',
      environment: 'production',
      flag: 'new-ranking',
      tokenSecret: 'shop/launchdarkly',
    },
    {
      host: 'app.launchdarkly.us',
      project: 'Back_office.2',
      environment: 'staging-eu',
      flag: 'banner.v2',
      tokenSecret: 'launchdarkly',
    },
  ],
  webhook: [
    {
      address: 'hooks.shop.example/images/use-replica',
      undo: 'hooks.shop.example/images/use-origin',
      signingSecret: 'images/webhook',
    },
    { address: 'hooks.example.com/run', undo: 'none', signingSecret: 'hooks' },
  ],
  'ssm-automation': [
    {
      document: 'Shop-FailOver',
      version: '3',
      parameters: 'Region=eu-central-1',
      undo: 'Shop-FailBack@2',
      role: 'shop-fail-over',
    },
    { document: 'Rebuild_index.2', version: '14', parameters: 'none', undo: 'none', role: 'rebuild' },
  ],
  'remedy-function': [
    { functionName: 'rebuild-index', qualifier: '4', undo: 'supported' },
    { functionName: 'Fail_over2', qualifier: 'live', undo: 'none' },
  ],
  'unleash-flag': [
    {
      server: 'eu.app.unleash-hosted.com/shop',
      project: 'default',
      environment: 'production',
      flag: 'similar-items',
      tokenSecret: 'shop/unleash',
    },
    {
      server: 'unleash.shop.example',
      project: 'back_office',
      environment: 'development',
      flag: 'Banner.v2~x',
      tokenSecret: 'unleash',
    },
  ],
  'cloudformation-stack': [{ stack: 'shop' }, { stack: 'Shop-Search' }],
};
const entrySchema = resourceSchema(resourceKinds);
/** Not AWS's: the host of their page, by their entry. */
const hostOf: Readonly<Record<string, (id: ResourceId) => string | undefined>> = {
  'launchdarkly-flag': ({ host }) => host,
  'unleash-flag': ({ server }) => server?.split('/')[0],
};
/** What something is read with, and not what it is; after a dot, of one kind only. */
const meansOnly = [
  'tokenSecret',
  'signingSecret',
  'undo',
  'ssm-automation.role',
  'scheduler-schedule.role',
  'zonal-resource.zones',
];

describe.each(resourceKinds.map((kind) => [kind.kind, kind] as const))('the resource %s', (_, resource) => {
  const [one, other] = samples[resource.kind] ?? [{}, {}];
  const fields = Object.keys(one);
  /** Every mixture of the two. */
  const mixtures = fields.reduce<readonly ResourceId[]>(
    (all, field) => all.flatMap((id) => [one, other].map((from) => ({ ...id, [field]: from[field] ?? '' }))),
    [{}],
  );

  it('takes an entry of services.yaml and gives it back as it is', () => {
    for (const id of mixtures) {
      const entry = entrySchema.parse({ [resource.kind]: id });
      expect(entry).toEqual({ kind: resource.kind, id, key: resource.key(id), name: resource.name(id) });
      expect(entrySchema.parse({ [resource.kind]: id, name: 'api' })).toEqual({ ...entry, name: 'api' });
    }
  });

  it('has a key of its own for each, which does not depend on the order of its names', () => {
    const keys = mixtures.map((id) => resource.key(id));
    const naming = fields.filter(
      (field) => !meansOnly.includes(field) && !meansOnly.includes(`${resource.kind}.${field}`),
    );
    expect(new Set(keys).size).toBe(2 ** naming.length);
    for (const id of mixtures) {
      const reordered = Object.fromEntries(Object.entries(id).toReversed());
      expect(resource.key(reordered)).toBe(resource.key(id));
      expect(resource.key(id)).toMatch(new RegExp(`^${resource.kind}:[^\\s:]`));
      expect(resource.key(id).length).toBeLessThanOrEqual(512);
    }
  });

  it('is named by its ARNs in whatever partition, Region and account, or by the one that policy gives', () => {
    for (const id of [one, other]) {
      const arns = Object.values(resource.arns(id));
      expect(arns.length).toBeGreaterThan(0);
      const given = Object.values(id).find((value) => value.startsWith('arn:'));
      for (const arn of arns) {
        if (given === undefined)
          expect(arn).toMatch(
            /^arn:\{partition\}:[a-z0-9-]+:(\{region\})?:(\{account\})?:(autoScalingGroup:\*:)?[^\s*]+(\/\*)?$/,
          );
        else expect(arn).toBe(given);
      }
    }
    expect(resource.arns(one)).not.toEqual(resource.arns(other));
  });

  it('is described in plain words, which read the same in a mail, on a page and in a terminal', () => {
    for (const id of [one, other])
      for (const version of [undefined, '57'])
        expect(resource.describe(id, version)).not.toMatch(/[`*<>\n]|^\s*$/);
  });

  it('has a page in the console of its Region, in each partition, or of its server', () => {
    const server = hostOf[resource.kind]?.(one);
    if (server !== undefined) {
      const url = new URL(resource.consoleUrl(one, 'eu-west-1'));
      expect(url).toMatchObject({ protocol: 'https:', host: server });
      expect(resource.consoleUrl(other, 'eu-west-1')).not.toBe(url.href);
      return;
    }
    for (const [region, host] of [
      ['eu-west-1', 'eu-west-1.console.aws.amazon.com'],
      ['cn-north-1', 'cn-north-1.console.amazonaws.cn'],
      ['us-gov-west-1', 'us-gov-west-1.console.amazonaws-us-gov.com'],
    ] as const) {
      const url = new URL(resource.consoleUrl(one, region));
      expect(url).toMatchObject({ protocol: 'https:', host });
      expect(url.searchParams.get('region')).toBe(region);
      expect(resource.consoleUrl(other, region)).not.toBe(url.href);
    }
  });

  it('is described for people, on one line, with its version where there is one', () => {
    for (const text of [resource.title, resource.describe(one), resource.describe(one, '57')]) {
      expect(text).toMatch(/^\S(.{0,150}\S)?$/);
    }
    expect(resource.describe(one)).not.toBe(resource.describe(other));
    expect(resource.describe(one)).not.toContain('undefined');
    expect(resource.name(one)).not.toBe('');
  });

  it('refuses a name with anything in it that would mean something in an ARN, an address or a page', () => {
    const hostile = fc.constantFrom(
      '*',
      '?',
      '/',
      ' ',
      '\n',
      '{account}',
      '<b>',
      '"',
      "'",
      '`',
      '#',
      '%2f',
      '\u202e',
    );
    fc.assert(
      fc.property(fc.constantFrom(...fields), hostile, fc.nat(9), (field, text, at) => {
        // Names that are paths are told as such by their sample.
        fc.pre(text !== '/' || one[field]?.includes('/') !== true);
        const value = one[field] ?? '';
        const broken = `${value.slice(0, at)}${text}${value.slice(at)}`;
        expect(entrySchema.safeParse({ [resource.kind]: { ...one, [field]: broken } }).success).toBe(false);
      }),
    );
    for (const field of fields) {
      expect(entrySchema.safeParse({ [resource.kind]: { ...one, [field]: '' } }).success).toBe(false);
    }
  });

  it('gives a safe address even for what it would refuse', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const id = Object.fromEntries(fields.map((field) => [field, text]));
        const url = new URL(resource.consoleUrl(id, 'eu-west-1'));
        if (hostOf[resource.kind] !== undefined) {
          expect(url.href).toMatch(/^https:\/\/[a-z0-9.-]+\.[a-z]{2,}\/[^\s<>"`]*$/);
          return;
        }
        expect(url.href).toMatch(/^https:\/\/eu-west-1\.console\.aws\.amazon\.com\/[^\s<>"`]*$/);
        expect(url.searchParams.get('region')).toBe('eu-west-1');
      }),
    );
  });
});

describe('the registry of resources', () => {
  it('has kinds that can be keys of YAML, each once, and a sample of each here', () => {
    const kinds = resourceKinds.map(({ kind }) => kind);
    expect(new Set(kinds).size).toBe(kinds.length);
    for (const kind of kinds) expect(kind).toMatch(/^(?!name$)[a-z][a-z0-9-]+$/);
    expect(Object.keys(samples).toSorted()).toEqual(kinds.toSorted());
  });

  it('is described in docs/policy.md', () => {
    const documented = readFileSync('docs/policy.md', 'utf8');
    expect(resourceKinds.filter(({ kind }) => !documented.includes(`\`${kind}\``))).toEqual([]);
  });

  it('takes one kind for each entry', () => {
    for (const entry of [
      {},
      { name: 'api' },
      { 'ecs-service': { cluster: 'a', service: 'b' }, 'cloudformation-stack': { stack: 'a' } },
    ]) {
      expect(entrySchema.safeParse(entry).success).toBe(false);
    }
  });
});
