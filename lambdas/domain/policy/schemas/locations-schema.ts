import * as z from 'zod';
import { partitionOf } from '../../aws-partition.ts';
import { keyAt } from '../../locations/located-key.ts';
import type { Location } from '../../records/resource.ts';
import { idField } from '../fields.ts';
import type { NamedResource, ResourceEntry } from './resource-schema.ts';

export const regionField = z.string().refine((region) => partitionOf(region) !== null, {
  error: 'must be an AWS Region such as eu-west-1',
});

const awsAccountField = z
  .string()
  .regex(/^\d{12}$/, 'must be the 12 digits of an AWS account, in quotes')
  .describe('Left out: the account that Firebreak runs in.');

// https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
const externalIdField = z
  .string()
  .regex(/^[\w+=,.@:/-]{8,1224}$/, 'must be 8 or more letters, digits and + = , . @ : / -')
  .describe(
    'What the roles of that account ask for: a text of your own that nobody guesses, such as a UUID.',
  );

/** Id: what services, resources and AWS CLI profiles name it by. */
export const locationSchema = z
  .strictObject({
    id: idField.max(20, 'must have 20 characters at most: it is part of the names of roles'),
    region: regionField,
    account: awsAccountField.optional(),
    externalId: externalIdField.optional(),
  })
  .refine(({ account, externalId }) => account === undefined || externalId !== undefined, {
    path: ['externalId'],
    error:
      'is missing: the roles of another account ask for it, such as a UUID that you make for this location',
  })
  .refine(({ account, externalId }) => account !== undefined || externalId === undefined, {
    path: ['externalId'],
    error: 'is for another account: give its `account`, or remove it',
  });

interface Places {
  readonly locations: readonly Location[];
  readonly services: readonly PlacedService[];
}

interface PlacedService {
  readonly region?: string | undefined;
  readonly account?: string | undefined;
  readonly location?: string | undefined;
  readonly resources: readonly ResourceEntry[];
}

/** What does not fit together about where things are. */
export function checkLocations({ locations, services }: Places, context: z.RefinementCtx): void {
  const known = locations.map(({ id }) => id);
  const refuse = (path: readonly (string | number)[], message: string): void =>
    context.addIssue({ code: 'custom', path: [...path], message });
  const checkName = (path: readonly (string | number)[], name: string | undefined): void => {
    if (name === undefined || known.includes(name)) return;
    refuse(path, `names no location; there are: ${known.join(', ') || 'none, see "locations"'}`);
  };
  const first = new Map<string, string>();
  for (const [index, location] of locations.entries()) {
    const where = keyAt('', location);
    const earlier = first.get(where);
    if (earlier === undefined) first.set(where, location.id);
    else refuse(['locations', index], `is where ${earlier} is: name each account and Region once`);
  }
  for (const [index, { region, account, location: name, resources }] of services.entries()) {
    const path = ['services', index];
    checkName([...path, 'location'], name);
    for (const [place, resource] of resources.entries()) {
      checkName([...path, 'resources', place, 'location'], resource.location);
    }
    const location = locations.find(({ id }) => id === name);
    if (region === undefined && name === undefined) {
      refuse([...path, 'region'], 'is missing: give an AWS Region such as eu-west-1, or a location');
    }
    if (location === undefined) continue;
    if (region !== undefined && region !== location.region) {
      refuse([...path, 'region'], `must be ${location.region}, where ${location.id} is: remove it`);
    }
    if (account !== undefined && location.account !== undefined && account !== location.account) {
      refuse([...path, 'account'], `must be ${location.account}, where ${location.id} is: remove it`);
    }
  }
}

/** A service and its resources with where they are; what is nowhere else stays as it is. */
export function placed<Service extends PlacedService>(
  { location: name, ...service }: Service,
  locations: readonly Location[],
) {
  const location = locations.find(({ id }) => id === name);
  const account = service.account ?? location?.account;
  return {
    ...service,
    region: location?.region ?? service.region ?? '',
    ...(account === undefined ? {} : { account }),
    ...(location === undefined ? {} : { location }),
    resources: service.resources.map(({ location: own, ...resource }): NamedResource => {
      const at = locations.find(({ id }) => id === (own ?? name));
      return at === undefined ? resource : { ...resource, key: keyAt(resource.key, at), location: at };
    }),
  };
}
