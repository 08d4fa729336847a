import { resolve } from 'node:path';
import type { FunctionSpec } from './function-spec.ts';
import { pascalCase } from './resource-names.ts';

export const aslFile = resolve(import.meta.dirname, '../../statemachines/incident-response.asl.json');

/**
 * What stands for `${…}` in the ASL file: `${DeclareIncidentArn}` for a handler; for the functions of actions the
 * beginning of their ARN, `${ActionArnPrefix}`, which the kind of the action completes.
 */
export function aslSubstitutions(
  functions: readonly FunctionSpec[],
  functionArn: (name: string) => string,
): Readonly<Record<string, string>> {
  const single = functions.filter(
    ({ trigger, actionKind }) => trigger.kind === 'workflow' && actionKind === null,
  );
  return {
    ...Object.fromEntries(single.map(({ name }) => [`${pascalCase(name)}Arn`, functionArn(name)])),
    ActionArnPrefix: functionArn('action-'),
  };
}
