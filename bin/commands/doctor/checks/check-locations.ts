import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import * as z from 'zod/mini';
import { locationRoleArn } from '../../../../lambdas/domain/locations/location-role.ts';
import { tryLocationsOperation } from '../../../../lambdas/runtime/middleware/or-try-locations.ts';
import type { FunctionSpec } from '../../../../lib/functions/function-spec.ts';
import { listFunctions } from '../../../../lib/functions/list-functions.ts';
import { type Check, type DoctorContext, ok, problem } from '../finding.ts';

const triedSchema = z.array(z.object({ location: z.string(), why: z.nullable(z.string()) }));

/** Whether each function can take its roles in other accounts: it is told to try, because only it may. */
export const locations: Check = {
  name: 'other accounts',
  needs: 'lambda:InvokeFunction on the functions of Firebreak',
  async find(context) {
    const reaching = listFunctions(context.policy).filter(({ elsewhere }) => elsewhere.length > 0);
    if (reaching.length === 0) return [ok('services.yaml names no other account')];
    const found = (await Promise.all(reaching.map((spec) => tryRoles(context, spec)))).flat();
    const roles = reaching.reduce((count, { elsewhere }) => count + elsewhere.length, 0);
    return found.length > 0 ? found : [ok(`${roles} roles in other accounts can be taken`)];
  },
};

async function tryRoles({ installation: { aws }, names }: DoctorContext, { name, elsewhere }: FunctionSpec) {
  const functionName = names.function(name);
  const event = {
    operation: tryLocationsOperation,
    locations: elsewhere.map(({ location }) => location.id),
  };
  const { FunctionError, Payload = new Uint8Array() } = await aws
    .get(LambdaClient)
    .send(new InvokeCommand({ FunctionName: functionName, Payload: Buffer.from(JSON.stringify(event)) }));
  const answer = triedSchema.safeParse(parsed(new TextDecoder().decode(Payload)));
  if (FunctionError !== undefined || !answer.success) {
    return [
      problem(
        `${functionName} could not try its roles in other accounts`,
        'Deploy this version and policy: npx cdk deploy --all. Then its log says why.',
      ),
    ];
  }
  return answer.data.flatMap(({ location: id, why }) => {
    const location = elsewhere.find((each) => each.location.id === id)?.location;
    if (why === null || location === undefined) return [];
    return [
      problem(
        `${functionName} cannot take ${locationRoleArn(functionName, location)}: ${why}`,
        `With credentials of the account ${location.account}: npx cdk deploy Locations/${id} (docs/accounts.md)`,
      ),
    ];
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
