import { lookup } from 'node:dns/promises';
import { DependencyUnavailableError } from '../../lambdas/domain/errors.ts';

/** Where the name of a server leads, as this computer sees it; none: nobody knows the name. */
export async function addressesOf(host: string): Promise<readonly string[]> {
  try {
    return (await lookup(host, { all: true })).map(({ address }) => address);
  } catch (error) {
    if (isUnknownName(error)) return [];
    throw new DependencyUnavailableError(`It could not be found out where ${host} is`);
  }
}

function isUnknownName(error: unknown): boolean {
  return error instanceof Error && 'code' in error && ['ENOTFOUND', 'ENODATA'].includes(String(error.code));
}
