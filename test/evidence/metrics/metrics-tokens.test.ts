import { describe, expect, it } from '@jest/globals';
import { metricsTokens } from '../../../lambdas/evidence/metrics/metrics-tokens.ts';
import { listFunctions } from '../../../lib/functions/list-functions.ts';
import { aService } from '../../support/builders/builders.ts';

const metric = { unit: 'percent', periodSeconds: 60 } as const;
const json = { url: 'https://shop.example/m', value: 'v', tokenSecret: 'shop/token' };
const prometheus = { url: 'https://p.example', query: 'up', tokenSecret: 'shop/token' };
const withTokens = aService({
  metrics: { errorRate: { ...metric, prometheus }, saturation: { ...metric, json } },
});

describe('the role of what reads metrics', () => {
  it('may read exactly the tokens that policy names, each once', () => {
    expect(metricsTokens([withTokens, aService()])).toEqual([
      {
        actions: ['secretsmanager:GetSecretValue'],
        resources: ['arn:{partition}:secretsmanager:{region}:{account}:secret:shop/token-??????'],
      },
    ]);
  });

  it('may read no secret when policy names none', () => {
    expect(metricsTokens([aService()])).toEqual([]);
  });

  it('is that of read-metrics, of what looks at recovery and relapse, and of nothing else', () => {
    const readers = listFunctions({ services: [withTokens] }).filter(({ statements }) =>
      statements.some(({ actions }) => actions.includes('secretsmanager:GetSecretValue')),
    );
    expect(readers.map(({ name }) => name).toSorted()).toEqual([
      'check-relapse',
      'read-metrics',
      'sweep',
      'watch-recovery',
    ]);
  });
});
