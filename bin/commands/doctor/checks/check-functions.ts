import {
  GetAccountSettingsCommand,
  GetFunctionConfigurationCommand,
  LambdaClient,
} from '@aws-sdk/client-lambda';
import { orOnFault } from '../../../../lambdas/ports/aws-clients.ts';
import { listFunctions } from '../../../../lib/functions/list-functions.ts';
import { readStack } from '../../../installation/read-stack.ts';
import { type Check, ok, problem } from '../finding.ts';

/** New accounts have 10, of which a storm of alerts takes all. */
const leastConcurrency = 100;

export const concurrency: Check = {
  name: 'lambda concurrency',
  needs: 'lambda:GetAccountSettings',
  async find({ installation: { aws } }) {
    const { AccountLimit } = await aws.get(LambdaClient).send(new GetAccountSettingsCommand({}));
    const limit = AccountLimit?.ConcurrentExecutions ?? 0;
    return limit >= leastConcurrency
      ? [ok(`${limit} functions may run at once in this account and Region`)]
      : [
          problem(
            `Only ${limit} functions may run at once in this account and Region: others of yours can starve Firebreak`,
            'Service Quotas → AWS Lambda → Concurrent executions: ask for 1,000.',
          ),
        ];
  },
};

/** Each function that this checkout's policy needs. */
export const functions: Check = {
  name: 'functions',
  needs: 'lambda:GetFunctionConfiguration',
  async find({ installation: { aws }, names, policy }) {
    const wanted = listFunctions(policy);
    const findings = [];
    for (const { name } of wanted) {
      const command = new GetFunctionConfigurationCommand({ FunctionName: names.function(name) });
      const found = await orOnFault(aws.get(LambdaClient).send(command), ['ResourceNotFoundException'], null);
      if (found === null)
        findings.push(problem(`${names.function(name)} is missing`, 'Deploy again: npx cdk deploy --all'));
      else if (found.State !== 'Active' || found.LastUpdateStatus === 'Failed') {
        const state = `${found.State ?? 'unknown'}, last update ${found.LastUpdateStatus ?? 'unknown'}`;
        findings.push(
          problem(`${names.function(name)} is ${state}`, 'Open it in the Lambda console: it says why.'),
        );
      }
    }
    return findings.length > 0 ? findings : [ok(`${wanted.length} functions are ready`)];
  },
};

/** Whether what is deployed decides by the policy of this checkout. */
export const policyHash: Check = {
  name: 'policy',
  needs: 'cloudformation:DescribeStacks and DescribeStackResources',
  async find({ installation: { aws }, names, policy: { hash } }) {
    const deployed = await (await readStack(aws, `${names.prefix}app`)).output('PolicyHash');
    const [here, there] = [hash, deployed ?? ''].map((text) => text.slice(0, 12));
    if (deployed === hash) return [ok(`deployed as it is here (${here})`)];
    return [
      problem(
        `The deployed policy (${there || 'unknown'}) is not the one here (${here})`,
        'Deploy it, check out what was deployed, or name its folder with --policy.',
      ),
    ];
  },
};
