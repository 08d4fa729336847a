import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { FunctionSpec } from './function-spec.ts';
import { pascalCase } from './resource-names.ts';

export const aslFile = resolve(import.meta.dirname, '../../statemachines/incident-response.asl.json');

type CalledFunction = Pick<FunctionSpec, 'name' | 'trigger' | 'actionKind'>;

/**
 * What stands for `${…}` in the ASL file: `${DeclareIncidentArn}` for a handler; for the functions of actions the
 * beginning of their ARN, `${ActionArnPrefix}`, which the kind of the action completes; and `${Partition}`: `aws`, `aws-cn` …
 */
export function aslSubstitutions(
  functions: readonly CalledFunction[],
  functionArn: (name: string) => string,
  partition = 'aws',
): Readonly<Record<string, string>> {
  const single = functions.filter(
    ({ trigger, actionKind }) => trigger.kind === 'workflow' && actionKind === null,
  );
  return {
    ...Object.fromEntries(single.map(({ name }) => [`${pascalCase(name)}Arn`, functionArn(name)])),
    ActionArnPrefix: functionArn('action-'),
    Partition: partition,
  };
}

/** The ASL file as it is deployed where no stack does it: each `${…}` replaced. */
export function deployedDefinition(
  functions: readonly CalledFunction[],
  functionArn: (name: string) => string,
): string {
  const substitutions = aslSubstitutions(functions, functionArn);
  return readFileSync(aslFile, 'utf8').replace(/\$\{(\w+)\}/g, (_, name: string) => {
    const value = substitutions[name];
    if (value === undefined) throw new Error(`The state machine names an unknown substitution: ${name}`);
    return value;
  });
}
