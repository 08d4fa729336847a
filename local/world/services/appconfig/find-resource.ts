import { AwsFault } from '../../protocol/aws-fault.ts';
import type { RestCall } from '../../protocol/rest-json.ts';
import {
  type AppConfigState,
  type ConfigurationProfile,
  type Environment,
  findEnvironment,
  findProfile,
} from './appconfig-state.ts';

/** The profile that the path names. */
export function profileOf(call: RestCall<AppConfigState>): ConfigurationProfile {
  const id = call.parameter('ConfigurationProfileId');
  const found = findProfile(call.state, call.parameter('ApplicationId'), id);
  if (found === undefined) throw notFound(`configuration profile ${id}`);
  return found;
}

/** The environment that the path names. */
export function environmentOf(call: RestCall<AppConfigState>): Environment {
  const id = call.parameter('EnvironmentId');
  const found = findEnvironment(call.state, call.parameter('ApplicationId'), id);
  if (found === undefined) throw notFound(`environment ${id}`);
  return found;
}

export function notFound(what: string): AwsFault {
  return new AwsFault('ResourceNotFoundException', `Resource not found: ${what}`, 404);
}

export function badRequest(message: string): AwsFault {
  return new AwsFault('BadRequestException', message, 400);
}

export function conflict(message: string): AwsFault {
  return new AwsFault('ConflictException', message, 409);
}
