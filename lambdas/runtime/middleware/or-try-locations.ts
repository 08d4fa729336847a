import { takeRole } from '../../adapters/aws/clients/role-credentials.ts';
import { FirebreakError } from '../../domain/errors.ts';
import { locationsIn } from '../../domain/policy/by-location.ts';
import type { CompiledPolicy } from '../../domain/policy/policy.ts';
import type { AwsClients } from '../../ports/aws-clients.ts';
import type { Task } from './task.ts';

/** What a function is told to try its roles in other accounts, by `firebreak doctor`. */
export const tryLocationsOperation = 'try-locations';

/** `why`: null when the role could be taken. */
export interface TriedLocation {
  readonly location: string;
  readonly why: string | null;
}

export interface TryLocationsDeps {
  readonly aws: AwsClients;
  readonly policy: Pick<CompiledPolicy, 'services'>;
}

/** The same task, which also takes the roles that an event names, and does nothing with them. */
export function orTryLocations<Deps, Result>(
  task: Task<Deps, unknown, Result>,
  depsOf: () => TryLocationsDeps,
): Task<Deps, unknown, Result | readonly TriedLocation[]> {
  return {
    async run(deps, event, invocation) {
      const names = namesIn(event);
      return names === null ? await task.run(deps, event, invocation) : await tryLocations(depsOf(), names);
    },
  };
}

async function tryLocations({ aws, policy }: TryLocationsDeps, names: readonly string[]) {
  const known = locationsIn(policy.services);
  const tried: TriedLocation[] = [];
  for (const name of names) {
    const location = known.find(({ id }) => id === name);
    if (location === undefined) {
      tried.push({ location: name, why: 'The policy of this function does not have it' });
      continue;
    }
    try {
      await takeRole(aws.in(location));
      tried.push({ location: name, why: null });
    } catch (error) {
      if (!(error instanceof FirebreakError)) throw error;
      tried.push({ location: name, why: error.message });
    }
  }
  return tried;
}

function namesIn(event: unknown): readonly string[] | null {
  if (typeof event !== 'object' || event === null) return null;
  if (!('operation' in event) || event.operation !== tryLocationsOperation) return null;
  const names = 'locations' in event ? event.locations : [];
  return Array.isArray(names) ? names.map(String) : [];
}
