import type { Channel } from '../ports/plug-ins/channel.ts';
import { renderMail } from './mail/render-mail.ts';
import { sendBySes } from './mail/send-by-ses.ts';
import { suppressedAddress } from './mail/suppressed-address.ts';
import type { KeyedMail } from './mail/written-mail.ts';

/** Mail by Amazon SES. */
export const mail: Channel<KeyedMail> = {
  name: 'mail',
  env: {
    MAIL_FROM: {
      meaning: 'Sender of every mail; an address that SES has verified',
      setting: 'mailFrom',
      pattern: /^[^\s@,;:<>"()[\]\\]+@[^\s@,;:<>"()[\]\\]+\.[^\s@,;:<>"()[\]\\]+$/,
      expected: 'a mail address',
      local: 'firebreak@example.com',
    },
    MAIL_CONFIGURATION_SET: {
      meaning:
        'Configuration set of SES that tells of mails which came back; the stack makes it under this name',
      setting: 'mailConfigurationSet',
      pattern: /^[\w-]{1,64}$/,
      expected: 'at most 64 letters, digits, - and _',
      local: 'firebreak-local-mail',
      deployed: 'firebreak-{stage}-mail',
    },
  },
  secrets: {},
  iam: [
    {
      actions: ['ses:SendEmail'],
      resources: [
        // In the SES sandbox the recipient's identity is checked too; the condition is what narrows it.
        'arn:{partition}:ses:{region}:{account}:identity/*',
        // An identity may have a default configuration set: SES checks that too.
        'arn:{partition}:ses:{region}:{account}:configuration-set/*',
      ],
      conditions: { StringEquals: { 'ses:FromAddress': '{MAIL_FROM}' } },
    },
  ],
  reachability: suppressedAddress,
  isPrivate: true,
  render: renderMail,
  send: async ({ aws, variable }, { email }, message) => {
    await sendBySes(aws, {
      ...message,
      from: variable('MAIL_FROM'),
      to: email,
      configurationSet: variable('MAIL_CONFIGURATION_SET'),
    });
  },
};
