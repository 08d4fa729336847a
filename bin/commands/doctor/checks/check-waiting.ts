import { CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type Check, ok, problem } from '../finding.ts';

/** The alarms about Firebreak itself. */
export const alarms: Check = {
  name: 'alarms',
  needs: 'cloudwatch:DescribeAlarms',
  async find({ installation: { aws }, names }) {
    const command = new DescribeAlarmsCommand({ AlarmNamePrefix: names.prefix, MaxRecords: 100 });
    const { MetricAlarms = [] } = await aws.get(CloudWatchClient).send(command);
    if (MetricAlarms.length === 0)
      return [problem('There are no alarms about Firebreak itself', 'Deploy again: npx cdk deploy --all')];
    const raised = MetricAlarms.filter(({ StateValue }) => StateValue === 'ALARM');
    return raised.length === 0
      ? [ok(`none of ${MetricAlarms.length} is raised`)]
      : raised.map(({ AlarmName = '' }) =>
          problem(
            `${AlarmName} is raised`,
            `docs/runbook.md#${AlarmName.slice(names.prefix.length).replace(/-failing$/, '')}`,
          ),
        );
  },
};

/** Accepted deliveries that nobody processes. */
export const queue: Check = {
  name: 'queue',
  needs: 'sqs:GetQueueAttributes',
  isLocalToo: true,
  async find({ installation }) {
    const command = new GetQueueAttributesCommand({
      QueueUrl: await installation.queue(),
      AttributeNames: ['ApproximateNumberOfMessages'],
    });
    const { Attributes } = await installation.aws.get(SQSClient).send(command);
    const waiting = Number(Attributes?.['ApproximateNumberOfMessages'] ?? 0);
    return waiting < 1000
      ? [ok(`${waiting} deliveries wait`)]
      : [problem(`${waiting} deliveries wait to be processed`, 'docs/runbook.md#alerts-waiting')];
  },
};
