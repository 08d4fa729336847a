import { partitionOf } from '../../lambdas/domain/aws-partition.ts';
import { unusable } from '../config.ts';
import type { FunctionSpec, LocatedStatements } from './function-spec.ts';

/** Where Firebreak runs. */
interface Home {
  readonly account: string;
  readonly region: string;
}

interface LocatedFunctions {
  readonly location: LocatedStatements['location'];
  readonly functions: readonly FunctionSpec[];
  readonly home: Home;
}

/** The locations in other accounts, each with the functions that read or act there. Throws ConfigurationError where they cannot be reached. */
export function locationsOf(
  functions: readonly FunctionSpec[],
  home: Home | null,
): readonly LocatedFunctions[] {
  const all = functions.flatMap(({ elsewhere }) => elsewhere.map(({ location }) => location));
  const locations = [...new Map(all.map((location) => [location.id, location])).values()];
  if (locations.length === 0) return [];
  if (home === null) {
    throw unusable([
      'account, region: are missing: services.yaml names other accounts, whose roles trust the one that Firebreak runs in',
    ]);
  }
  const { account, region } = home;
  const problems = locations.flatMap(({ id, ...location }) => [
    ...(location.account === account
      ? [`account: is that of the location ${id} in services.yaml: remove its account and externalId`]
      : []),
    ...(partitionOf(location.region)?.name === partitionOf(region)?.name
      ? []
      : [`region: no role of the location ${id} can be taken from ${region}: it is in another partition`]),
  ]);
  if (problems.length > 0) throw unusable(problems);
  return locations.map((location) => ({
    location,
    functions: functions.filter(({ elsewhere }) =>
      elsewhere.some((each) => each.location.id === location.id),
    ),
    home,
  }));
}
