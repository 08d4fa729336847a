import { join } from 'node:path';
import type { FunctionBundle } from '../../../lib/bundling/bundle-handlers.ts';
import type { FunctionSpec } from '../../../lib/functions/function-spec.ts';
import {
  endpointsOfUser,
  functionEnvironment,
  type LocalVariables,
  type UserAccount,
} from './function-environment.ts';
import type { LambdaService } from './lambda-service.ts';

export interface FunctionDeployment {
  /** Name that AWS would know a function by. */
  readonly nameOf: (name: string) => string;
  readonly functions: readonly FunctionSpec[];
  readonly bundles: readonly FunctionBundle[];
  readonly variables: LocalVariables;
  readonly endpoints: Readonly<Record<string, string>>;
  readonly account: UserAccount;
  readonly wrapper: string | undefined;
  /** Where the services are that stand for trackers and status pages. */
  readonly outside: string;
}

/** Hands each function to the service that runs them, with its bundle and its environment. */
export function deployFunctions(lambdas: LambdaService, deployment: FunctionDeployment): void {
  const { nameOf, functions, bundles, variables, endpoints, account, wrapper, outside } = deployment;
  const directories = new Map(bundles.map(({ name, directory }) => [name, directory]));
  for (const spec of functions) {
    const directory = directories.get(spec.name);
    if (directory === undefined) throw new Error(`There is no bundle of the function ${spec.name}`);
    lambdas.deploy({
      name: nameOf(spec.name),
      bundle: join(directory, 'index.js'),
      environment: functionEnvironment(spec, variables, {
        ...endpoints,
        ...endpointsOfUser(spec, account),
        ...(callsOutside(spec) ? { OUTBOUND_HTTP_URL: outside } : {}),
      }),
      timeoutSeconds: spec.timeoutSeconds,
      memoryMb: spec.memoryMb,
      ...(wrapper === undefined ? {} : { wrapper }),
    });
  }
}

/** Trackers and status pages have services here that stand for them. */
function callsOutside({ capabilities }: FunctionSpec): boolean {
  return capabilities.includes('file-tickets') || capabilities.includes('publish-status');
}
