import * as z from 'zod';
import { AwsFault } from '../../protocol/aws-fault.ts';
import { readInput } from '../../protocol/input.ts';
import { type RestCall, type RestRoute, restResponse } from '../../protocol/rest-json.ts';
import { aliasNamed, functionOf } from './called-function.ts';
import {
  accountConcurrency,
  allocatedAt,
  countAt,
  leastUnreserved,
  setProvisioned,
  setReserved,
  unreservedAt,
} from './concurrency-state.ts';
import type { Alias, LambdaState } from './lambda-state.ts';

type Call = RestCall<LambdaState>;

const provisionedPath = '/2019-09-30/functions/{FunctionName}/provisioned-concurrency';

/** https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html */
export const concurrencyRoutes: readonly RestRoute<LambdaState>[] = [
  {
    operation: 'GetFunctionConcurrency',
    method: 'GET',
    path: '/2019-09-30/functions/{FunctionName}/concurrency',
    answer: getReserved,
  },
  {
    operation: 'PutFunctionConcurrency',
    method: 'PUT',
    path: '/2017-10-31/functions/{FunctionName}/concurrency',
    answer: putReserved,
  },
  {
    operation: 'GetProvisionedConcurrencyConfig',
    method: 'GET',
    path: provisionedPath,
    answer: (call) => restResponse(200, describeProvisioned(aliasOf(call), call.nowMs)),
  },
  {
    operation: 'PutProvisionedConcurrencyConfig',
    method: 'PUT',
    path: provisionedPath,
    answer: putProvisioned,
  },
  {
    operation: 'GetAccountSettings',
    method: 'GET',
    path: '/2016-08-19/account-settings',
    answer: getAccountSettings,
  },
];

function getReserved(call: Call) {
  const count = countAt(functionOf(call).reserved, call.nowMs);
  return restResponse(200, count === null ? {} : { ReservedConcurrentExecutions: count });
}

const reservedSchema = z.object({ ReservedConcurrentExecutions: z.number().int().min(0) });

function putReserved(call: Call) {
  const found = functionOf(call);
  const { ReservedConcurrentExecutions: wanted } = readInput(
    reservedSchema,
    call.request.body,
    'InvalidParameterValueException',
  );
  leaveEnough(call, wanted - (countAt(found.reserved, call.nowMs) ?? 0), 'ReservedConcurrentExecutions');
  setReserved(found, wanted, call.nowMs);
  call.save();
  return restResponse(200, { ReservedConcurrentExecutions: wanted });
}

const provisionedSchema = z.object({ ProvisionedConcurrentExecutions: z.number().int().min(1) });

function putProvisioned(call: Call) {
  const { reserved } = functionOf(call);
  const alias = aliasOf(call);
  const { ProvisionedConcurrentExecutions: wanted } = readInput(
    provisionedSchema,
    call.request.body,
    'InvalidParameterValueException',
  );
  if (Object.keys(alias.weights).length > 0) {
    throw invalid('Alias with weights can not be used with Provisioned Concurrency');
  }
  const own = countAt(reserved, call.nowMs);
  if (own !== null && wanted > own) {
    throw invalid(
      "Specified ConcurrentExecutions for function is greater than function's reserved concurrency",
    );
  }
  if (own === null)
    leaveEnough(call, wanted - (countAt(alias.provisioned, call.nowMs) ?? 0), 'ConcurrentExecutions');
  setProvisioned(alias, wanted, call.nowMs);
  call.save();
  return restResponse(202, describeProvisioned(alias, call.nowMs));
}

function getAccountSettings({ state, nowMs }: Call) {
  return restResponse(200, {
    AccountLimit: {
      TotalCodeSize: 80_530_636_800,
      CodeSizeUnzipped: 262_144_000,
      CodeSizeZipped: 52_428_800,
      ConcurrentExecutions: accountConcurrency,
      UnreservedConcurrentExecutions: unreservedAt(state, nowMs),
    },
    AccountUsage: { TotalCodeSize: 0, FunctionCount: state.functions.length },
  });
}

function leaveEnough({ state, nowMs }: Call, more: number, field: string): void {
  if (more > 0 && unreservedAt(state, nowMs) - more < leastUnreserved) {
    throw invalid(
      `Specified ${field} for function decreases account's UnreservedConcurrentExecution below its minimum value of [${leastUnreserved}].`,
    );
  }
}

function aliasOf(call: Call): Alias {
  return aliasNamed(functionOf(call), call.request.query.get('Qualifier') ?? '');
}

function describeProvisioned(alias: Alias, nowMs: number) {
  const requested = countAt(alias.provisioned, nowMs);
  const allocated = allocatedAt(alias, nowMs);
  const at = alias.provisioned?.at(-1)?.at;
  if (requested === null || allocated === null || at === undefined) {
    throw new AwsFault(
      'ProvisionedConcurrencyConfigNotFoundException',
      'No Provisioned Concurrency Config found for this function',
      404,
    );
  }
  return {
    RequestedProvisionedConcurrentExecutions: requested,
    AvailableProvisionedConcurrentExecutions: allocated,
    AllocatedProvisionedConcurrentExecutions: allocated,
    Status: allocated === requested ? 'READY' : 'IN_PROGRESS',
    LastModified: at.replace('Z', '+0000'),
  };
}

function invalid(message: string): AwsFault {
  return new AwsFault('InvalidParameterValueException', message);
}
