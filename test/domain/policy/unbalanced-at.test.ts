import { describe, expect, it } from '@jest/globals';
import { unbalancedAt } from '../../../lambdas/domain/policy/unbalanced-at.ts';

describe('a query', () => {
  it.each([
    'sum(rate(http_requests_total{code=~"5..", path!="/a(b"}[2m])) / sum(rate(http_requests_total[2m]))',
    'label_replace(up, "a", "$1", "b", "(.*\\\\\\")")',
    '{app="shop"} |~ `error (fatal`',
    "SEARCH('{AWS/Lambda,FunctionName} MetricName=\"Errors\"', 'Sum')",
    'up # a comment with (',
    '100 * errors / requests',
    '',
  ])('is balanced: %s', (query) => {
    expect(unbalancedAt(query)).toBeNull();
  });

  it.each([
    ['sum(rate(x[2m])', 3],
    ['sum(rate(x[2m])))', 16],
    ['rate(x[2m)]', 9],
    ['{app="shop}', 5],
    ['{app="shop"} |~ `error', 16],
    ['up # a comment\n)', 15],
  ])('is not balanced: %j', (query, offset) => {
    expect(unbalancedAt(query)?.offset).toBe(offset);
  });
});
