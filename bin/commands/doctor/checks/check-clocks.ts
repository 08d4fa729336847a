import { DescribeStateMachineCommand, SFNClient } from '@aws-sdk/client-sfn';
import { eventRuleOf, readStack } from '../../../installation/read-stack.ts';
import { stateMachineOf, sweepScheduleOf } from '../../../installation/workflow-of.ts';
import { type Check, ok, problem } from '../finding.ts';

export const schedules: Check = {
  name: 'schedules',
  needs: 'scheduler:GetSchedule',
  async find({ installation: { aws }, names }) {
    const found = await sweepScheduleOf(aws, names);
    if (found?.State === 'ENABLED') return [ok('the sweep runs every minute')];
    return [
      problem(
        found === null ? 'The schedule of the sweep is missing' : 'The schedule of the sweep is switched off',
        found === null
          ? 'Deploy again: npx cdk deploy --all'
          : 'Switch it on in the EventBridge Scheduler console.',
      ),
    ];
  },
};

export const busRule: Check = {
  name: 'bus rule',
  needs: 'cloudformation:DescribeStackResources and events:DescribeRule',
  async find({ installation, names }) {
    const rule = eventRuleOf(await readStack(installation.aws, `${names.prefix}state`));
    const state = await installation.eventRuleState(rule);
    return state === 'ENABLED'
      ? [ok('CloudWatch alarms of this account arrive')]
      : [
          problem(
            `The rule ${rule} is ${state.toLowerCase()}: CloudWatch alarms do not arrive`,
            `aws events enable-rule --name ${rule}`,
          ),
        ];
  },
};

export const workflow: Check = {
  name: 'workflow',
  needs: 'states:ListStateMachines and states:DescribeStateMachine',
  async find({ installation: { aws }, names }) {
    const stateMachineArn = await stateMachineOf(aws, names);
    if (stateMachineArn === null)
      return [
        problem(`There is no state machine ${names.stateMachine}`, 'Deploy again: npx cdk deploy --all'),
      ];
    const { status } = await aws.get(SFNClient).send(new DescribeStateMachineCommand({ stateMachineArn }));
    return status === 'ACTIVE'
      ? [ok('incidents can be worked on')]
      : [problem(`The workflow is ${status}`, 'Deploy again: npx cdk deploy --all')];
  },
};
