import { ConfigurationError } from '../errors.ts';
import type { Location, Resource } from '../records/resource.ts';
import { isLocated } from './located-key.ts';

interface HasResources {
  readonly resources: readonly Resource[];
}

/**
 * Where policy says that the resource of this key is; undefined: where Firebreak runs. Throws ConfigurationError for a key of a location
 * that policy no longer names: something else may have that name here.
 */
export function locationOf(services: readonly HasResources[], key: string): Location | undefined {
  const resources = services.flatMap((service) => service.resources);
  const found = resources.find((resource) => resource.key === key);
  if (found === undefined && isLocated(key)) {
    throw new ConfigurationError(`services.yaml no longer says where ${key} is`);
  }
  return found?.location;
}

/** The Region of a resource of this service, or of the service when it has none of this key. */
export function regionOf(
  { region, resources }: HasResources & { readonly region: string },
  key: string,
): string {
  return resources.find((resource) => resource.key === key)?.location?.region ?? region;
}

/** `payments (account 444455556666, eu-central-1)`. */
export function describeLocation({ id, account, region }: Location): string {
  return `${id} (${account === undefined ? '' : `account ${account}, `}${region})`;
}

/** A sentence's end: empty where it goes without saying. */
export function inLocation(location: Location | undefined): string {
  return location === undefined ? '' : ` in ${describeLocation(location)}`;
}

/** The profile of the AWS CLI by which people reach another account: they call it as policy calls the location. */
export function profileOf(location: Location | undefined): string | undefined {
  return location?.account === undefined ? undefined : location.id;
}
