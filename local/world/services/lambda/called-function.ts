import { localArn } from '../../../cloud/state/local-account.ts';
import { AwsFault } from '../../protocol/aws-fault.ts';
import type { RestCall } from '../../protocol/rest-json.ts';
import { type Alias, findFunction, type LambdaFunction, type LambdaState } from './lambda-state.ts';

/** The function that the path of a call names. Throws AwsFault. */
export function functionOf(call: RestCall<LambdaState>): LambdaFunction {
  const name = call.parameter('FunctionName');
  const found = findFunction(call.state, name);
  if (found === undefined) throw notFound(`Function not found: ${functionArn(name)}`);
  return found;
}

/** Throws AwsFault when the function has no such alias. */
export function aliasNamed({ name, aliases }: LambdaFunction, wanted: string): Alias {
  const found = aliases.find((alias) => alias.name === wanted);
  if (found === undefined) throw notFound(`Alias not found: ${functionArn(name)}:${wanted}`);
  return found;
}

export function functionArn(name: string): string {
  return localArn('lambda', `function:${name}`);
}

export function notFound(message: string): AwsFault {
  return new AwsFault('ResourceNotFoundException', message, 404);
}
