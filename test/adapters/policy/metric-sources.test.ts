import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { loadPolicy } from '../../../lambdas/adapters/policy/load-policy.ts';
import { policyCopy } from '../../support/builders/policy/policy-copy.ts';

const copy = policyCopy();
const { problems } = copy;

describe('a metric out of another source than CloudWatch', () => {
  const dlqDepth = (source: string) => `dlqDepth:\n        unit: count\n        ${source}\n      dlqAge:`;
  const prometheus = (rest: string) => dlqDepth(`prometheus: { query: up, ${rest} }`);
  const json = (rest: string) => dlqDepth(`json: { url: "https://shop.example/m", value: v, ${rest} }`);

  async function problemsOf(block: string) {
    const text = await readFile(join(copy.folder(), 'services.yaml'), 'utf8');
    const [from, until] = [text.indexOf('dlqDepth:'), text.indexOf('dlqAge:') + 'dlqAge:'.length];
    await writeFile(join(copy.folder(), 'services.yaml'), text.slice(0, from) + block + text.slice(until));
    const line = text.slice(0, from).split('\n').length + 2;
    return { line, found: await problems().catch(() => []) };
  }

  it.each([
    prometheus('url: "https://prometheus.shop.example", tokenSecret: shop/token'),
    prometheus('url: "http://prometheus.internal:9090/tenant"'),
    json('at: t, points: data.list'),
    json('tokenSecret: shop/token'),
  ])('is taken: %s', async (block) => {
    const text = await readFile(join(copy.folder(), 'services.yaml'), 'utf8');
    const [from, until] = [text.indexOf('dlqDepth:'), text.indexOf('dlqAge:') + 'dlqAge:'.length];
    await writeFile(join(copy.folder(), 'services.yaml'), text.slice(0, from) + block + text.slice(until));
    const { services } = await loadPolicy(copy.folder());
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
