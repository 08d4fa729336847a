import { describe, expect, it } from '@jest/globals';
import { findDependencies } from '../../../lambdas/domain/policy/find-dependencies.ts';
import { aService } from '../../support/builders/builders.ts';

const services = (needs: Readonly<Record<string, readonly string[]>>) =>
  Object.entries(needs).map(([id, dependsOn]) => aService({ id, dependsOn }));

function dependenciesOf(id: string, needs: Readonly<Record<string, readonly string[]>>) {
  const all = services(needs);
  const service = all.find((each) => each.id === id);
  if (service === undefined) throw new Error(`There is no ${id}`);
  const { services: found, leftOut } = findDependencies(service, all);
  return { found: found.map((each) => each.id), leftOut };
}

describe('the dependencies of a service', () => {
  it('are those that it needs, then those that these need, and no further', () => {
    const needs = { a: ['c', 'b'], b: ['d'], c: [], d: ['e'], e: [] };
    expect(dependenciesOf('a', needs)).toEqual({ found: ['c', 'b', 'd'], leftOut: [] });
  });

  it('are each there once, and never the service itself', () => {
    const needs = { a: ['b', 'c', 'a'], b: ['a', 'c'], c: ['b'] };
    expect(dependenciesOf('a', needs)).toEqual({ found: ['b', 'c'], leftOut: [] });
  });

  it('are bounded, and those left out are named', () => {
    const many = Array.from({ length: 14 }, (_, n) => `s${n}`);
    const needs = { a: many, ...Object.fromEntries(many.map((id) => [id, []])) };
    const { found, leftOut } = dependenciesOf('a', needs);
    expect(found).toEqual(many.slice(0, 12));
    expect(leftOut).toEqual(['s12', 's13']);
  });
});
