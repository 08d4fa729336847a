import { ListSubscriptionsByTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import type { AwsClients } from '../../../../lambdas/ports/aws-clients.ts';
import { sources } from '../../../../lambdas/sources/index.ts';
import { liveSecrets } from '../../../../lambdas/use-cases/intake/authenticate-sender.ts';
import { readStack } from '../../../installation/read-stack.ts';
import { type Check, findingsOf, ok, problem } from '../finding.ts';

const pending = 'PendingConfirmation';

/** Whether somebody hears when Firebreak itself is broken. */
export const alarmTopic: Check = {
  name: 'alarm topic',
  needs: 'cloudformation:DescribeStacks and sns:ListSubscriptionsByTopic',
  async find({ installation: { aws }, names }) {
    const topic = await (await readStack(aws, `${names.prefix}app`)).output('AlarmTopic');
    const subscriptions = topic === null ? [] : await subscriptionsOf(aws, topic);
    const confirmed = subscriptions.filter(({ arn }) => arn !== pending);
    if (confirmed.length > 0)
      return [ok(`${confirmed.map(({ endpoint }) => endpoint).join(', ')} hears of alarms`)];
    return subscriptions.length > 0
      ? [
          problem(
            'Nobody has confirmed the mail of the alarm topic',
            'Click "Confirm subscription" in the mail of AWS Notifications.',
          ),
        ]
      : [problem('Nobody hears when Firebreak itself is broken', 'Deploy again with alarmEmail set.')];
  },
};

/** Topics that may send alerts: each in its own Region, which may be another than Firebreak's. */
export const sourceTopics: Check = {
  name: 'source topics',
  needs: 'sns:ListSubscriptionsByTopic on the topics',
  async find(context) {
    const { installation } = context;
    const value = await installation.secrets.read();
    const api = await installation.api();
    const topics = sources
      .filter(({ credential }) => credential === 'topic')
      .flatMap(({ name }) => liveSecrets(value, name));
    if (topics.length === 0) return [ok('no topic may send')];
    const found = topics.map((topic) =>
      findingsOf({ ...this, find: async () => [await topicFinding(installation.aws, topic, api)] }, context),
    );
    return (await Promise.all(found)).flat();
  },
};

async function topicFinding(aws: AwsClients, topic: string, api: string) {
  const ours = (await subscriptionsOf(aws, topic)).filter(({ endpoint }) => endpoint.startsWith(`${api}/`));
  if (ours.some(({ arn }) => arn !== pending)) return ok(`${topic} sends`);
  return ours.length > 0
    ? problem(
        `The subscription to ${topic} was never confirmed`,
        'Delete it and subscribe again: Firebreak confirms by itself.',
      )
    : problem(
        `${topic} may send, but has no subscription to ${api}`,
        'Subscribe the address that "firebreak sources add" showed.',
      );
}

async function subscriptionsOf(aws: AwsClients, topic: string) {
  const client = aws.get(SNSClient, 'repeatable', topic.split(':')[3]);
  const found: { readonly arn: string; readonly endpoint: string }[] = [];
  let next: string | undefined;
  do {
    const page = await client.send(new ListSubscriptionsByTopicCommand({ TopicArn: topic, NextToken: next }));
    for (const { SubscriptionArn = '', Endpoint = '' } of page.Subscriptions ?? []) {
      found.push({ arn: SubscriptionArn, endpoint: Endpoint });
    }
    next = page.NextToken;
  } while (next);
  return found;
}
