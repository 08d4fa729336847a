import { ConfigurationError } from '../../domain/errors.ts';
import { locationOf, profileOf, regionOf } from '../../domain/locations/location-of.ts';
import type { CompiledPolicy } from '../../domain/policy/policy.ts';
import type { Step } from '../../domain/records/plan.ts';
import type { AwsClients } from '../../ports/aws-clients.ts';
import type { Clock } from '../../ports/clock.ts';
import type { HttpClient } from '../../ports/http-client.ts';
import { type CallLog, logCalls } from './log-calls.ts';

export interface StepClientsDeps {
  readonly aws: AwsClients;
  readonly policy: Pick<CompiledPolicy, 'services'>;
  readonly clock: Clock;
}

type Target = Pick<Step, 'index' | 'resource'>;

/**
 * Clients where the resource of a step is; in another account they act as a session that has the names of incident and step. Throws
 * ConfigurationError when policy no longer says where it is.
 */
export function clientsForStep(
  { aws, policy }: StepClientsDeps,
  incidentId: string,
  step: Target,
): AwsClients {
  const location = locationOf(policy.services, step.resource);
  return location === undefined ? aws : aws.in(location, `${incidentId}-${step.index}`);
}

/** The same, whose changing calls are noted as people would type them: in the Region where policy says that the resource is. */
export function loggedClientsForStep(
  deps: StepClientsDeps & { readonly http: HttpClient },
  incidentId: string,
  step: Target,
): CallLog {
  const clients = { http: deps.http, aws: clientsForStep(deps, incidentId, step) };
  const { services } = deps.policy;
  const owner = services.find(({ resources }) => resources.some(({ key }) => key === step.resource));
  return logCalls(clients, deps.clock, {
    region: owner && regionOf(owner, step.resource),
    profile: profileOf(locationOf(services, step.resource)),
  });
}

/** Why it is not known where the resource is, such as of a step from before policy changed; null when it is. */
export function whyNowhere({ policy }: Pick<StepClientsDeps, 'policy'>, { resource }: Target): string | null {
  try {
    locationOf(policy.services, resource);
    return null;
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return error.message;
  }
}
