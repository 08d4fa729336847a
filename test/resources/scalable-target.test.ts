import { expect, it } from '@jest/globals';
import { scalableTarget } from '../../lambdas/resources/scalable-target.ts';

it.each([
  ['table/seats', 'dynamodb:table:WriteCapacityUnits'],
  ['table/seats/index/by-row', 'dynamodb:index:ReadCapacityUnits'],
  ['function:quotes:live', 'lambda:function:ProvisionedConcurrency'],
])('takes %s for %s', (resourceId, dimension) => {
  expect(scalableTarget.schema.parse({ resourceId, dimension })).toEqual({ resourceId, dimension });
});

it.each([
  ['table/seats', 'lambda:function:ProvisionedConcurrency', 'resourceId', 'function:NAME:ALIAS'],
  ['table/seats', 'dynamodb:index:ReadCapacityUnits', 'resourceId', 'table/NAME/index/INDEX'],
  ['seats', 'dynamodb:table:ReadCapacityUnits', 'resourceId', 'table/NAME'],
  ['service/shop/web', 'ecs:service:DesiredCount', 'dimension', 'ecs-service'],
  ['cluster:orders', 'rds:cluster:ReadReplicaCount', 'dimension', 'must be one of'],
])('refuses %s for %s, and says at %s what to write', (resourceId, dimension, field, wanted) => {
  const { error } = scalableTarget.schema.safeParse({ resourceId, dimension });
  expect(error?.issues).toEqual([
    expect.objectContaining({ path: [field], message: expect.stringContaining(wanted) }),
  ]);
});

it('links to the table of an index, and to the alias of a function', () => {
  const index = {
    resourceId: 'table/seats/index/by-row',
    dimension: 'dynamodb:index:ReadCapacityUnits',
  } as const;
  expect(scalableTarget.consoleUrl(index, 'eu-west-1')).toMatch(/#table\?name=seats$/);
  expect(scalableTarget.arns(index).scaled).toMatch(/:table\/seats$/);
});
