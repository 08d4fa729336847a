import { expect, it } from '@jest/globals';
import { serviceDistances } from '../../../../lambdas/domain/triage/suspects/service-distance.ts';
import { aService } from '../../../support/builders/builders.ts';

const needs = (id: string, dependsOn: readonly string[], environment = 'production') =>
  aService({ id, dependsOn: [...dependsOn], environment });

it('counts the shortest way to what a service needs, two hops at most, in its own environment', () => {
  const services = [
    needs('shop', ['pay', 'find']),
    needs('pay', ['bank', 'shop']),
    needs('find', ['pay']),
    needs('bank', ['vault']),
    needs('shop', ['mock'], 'staging'),
  ];
  const distances = serviceDistances(services, { id: 'shop', environment: 'production' });
  expect(Object.fromEntries(distances)).toEqual({ shop: 0, pay: 1, find: 1, bank: 2 });
  expect([...serviceDistances([], { id: 'unknown', environment: 'x' })]).toEqual([['unknown', 0]]);
});
