import { describe, expect, it } from '@jest/globals';
import { ConfigurationError } from '../../../lambdas/domain/errors.ts';
import { isLocated, keyAt, keyWithoutLocation } from '../../../lambdas/domain/locations/located-key.ts';
import {
  describeLocation,
  locationOf,
  profileOf,
  regionOf,
} from '../../../lambdas/domain/locations/location-of.ts';
import {
  locationRoleArn,
  locationRoleName,
  roleName,
} from '../../../lambdas/domain/locations/location-role.ts';
import { byLocation, groupByLocation } from '../../../lambdas/domain/policy/by-location.ts';
import { lambdaAlias } from '../../../lambdas/resources/lambda-alias.ts';
import { aService } from '../../support/builders/builders.ts';
import { frankfurt, located, payments } from '../../support/builders/policy/locations.ts';
import { aResource } from '../../support/builders/resources.ts';

const id = { functionName: 'refunds', alias: 'live' };
const here = aResource(lambdaAlias, id);
const there = located(lambdaAlias, id, payments);
const inRegion = located(lambdaAlias, id, frankfurt);

describe('the key of a resource', () => {
  it('tells apart what has one name in several locations', () => {
    expect(new Set([here.key, there.key, inRegion.key]).size).toBe(3);
    expect(there.key).toBe('lambda-alias:refunds:live@444455556666/eu-central-1');
    expect([here, there, inRegion].map(({ key }) => keyWithoutLocation(key))).toEqual(
      Array(3).fill(here.key),
    );
    expect([here, there, inRegion].map(({ key }) => isLocated(key))).toEqual([false, true, true]);
  });

  it.each(['secret:shop/a@b', 'queue:mail@example.com', 'codedeploy:x@1'])(
    'does not take the end of %s for a location',
    (key) => {
      expect(isLocated(key)).toBe(false);
      expect(keyWithoutLocation(keyAt(key, payments))).toBe(key);
    },
  );
});

describe('where a resource is', () => {
  const service = aService({ resources: [here, there] });

  it('is what policy says', () => {
    expect(locationOf([service], there.key)).toBe(payments);
    expect(locationOf([service], here.key)).toBeUndefined();
    expect([there, here].map(({ key }) => regionOf(service, key))).toEqual(['eu-central-1', service.region]);
  });

  it('is not known once policy does not say it any more: what has the name here is another thing', () => {
    expect(() => locationOf([service], inRegion.key)).toThrow(ConfigurationError);
    expect(locationOf([service], 'lambda-alias:gone:live')).toBeUndefined();
  });

  it('is told with account and Region; the CLI has a profile for another account only', () => {
    expect(describeLocation(payments)).toBe('payments (account 444455556666, eu-central-1)');
    expect(describeLocation(frankfurt)).toBe('frankfurt (eu-central-1)');
    expect([payments, frankfurt, undefined].map(profileOf)).toEqual(['payments', undefined, undefined]);
  });
});

describe('a service in parts', () => {
  const logs = [{ cloudwatch: { logGroup: '/a' } }];

  it('has its readings where it is, and each resource where that is', () => {
    const parts = byLocation(aService({ resources: [here, there], logs }));
    expect(parts.map(({ location }) => location?.id)).toEqual([undefined, 'payments']);
    expect(parts.map(({ service }) => service.resources)).toEqual([[here], [there]]);
    expect(parts.map((part) => part.service.logs.length)).toEqual([1, 0]);
    expect(parts[1]?.service.region).toBe('eu-central-1');
  });

  it('is one part when all is in one location', () => {
    const service = aService({ location: payments, resources: [there], logs });
    expect(byLocation(service)).toEqual([{ location: payments, service }]);
    expect(groupByLocation([service, aService()])).toMatchObject({
      here: [{ id: 'checkout' }],
      elsewhere: [{ location: payments, services: [service] }],
    });
  });
});

describe('the role of a function in another account', () => {
  it('is named by function and location, in the partition of its Region', () => {
    expect(locationRoleArn('firebreak-prod-read-logs', payments)).toBe(
      'arn:aws:iam::444455556666:role/firebreak-prod-read-logs-in-payments',
    );
    expect(locationRoleArn('f', { ...payments, region: 'cn-north-1' })).toMatch(/^arn:aws-cn:iam:/);
  });

  it('has a name that AWS takes and no other role has', () => {
    const long = 'firebreak-production12-action-roll-back-appconfig-configuration';
    const names = [locationRoleName(long, payments), locationRoleName(long, frankfurt)];
    expect(names.map(({ length }) => length)).toEqual([64, 64]);
    expect(new Set(names).size).toBe(2);
    expect(roleName('a'.repeat(64))).toBe('a'.repeat(64));
  });
});
