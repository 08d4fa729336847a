import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import type { PersonalNotification } from '../../../lambdas/domain/reporting/notifications/notification.ts';
import type { Channel } from '../../../lambdas/ports/plug-ins/channel.ts';

interface TrialMessage {
  readonly title: string;
  readonly kind: PersonalNotification['kind'];
  readonly url: string;
  readonly code: string | null;
}

/** A trial: what a channel costs beside mail. It announces on a topic that somebody was told, and posts nothing from outside. */
export const trial: Channel<TrialMessage> = {
  name: 'trial',
  env: {
    TRIAL_URL: {
      meaning: 'Where notifications are posted to',
      setting: 'trialUrl',
      pattern: /^https:\/\/\S+$/,
      expected: 'an https URL',
      local: 'https://hooks.example/local',
    },
  },
  secrets: { TRIAL_SECRET: 'Signs what is posted' },
  iam: [{ actions: ['sns:Publish'], resources: ['arn:{partition}:sns:{region}:{account}:told'] }],
  isPrivate: true,
  render: ({ kind, url, code }) => ({ title: `Firebreak: ${kind}`, kind, url, code }),
  send: async ({ aws, variable, secret }, { id }, message) => {
    const posted = { to: variable('TRIAL_URL'), for: id, by: await secret('TRIAL_SECRET'), message };
    await aws.get(SNSClient).send(new PublishCommand({ TopicArn: 'told', Message: JSON.stringify(posted) }));
  },
};
