import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { channelSetups, channels, incidentChannels } from '../../../lambdas/channels/index.ts';
import { mail } from '../../../lambdas/channels/mail.ts';
import { notificationKinds } from '../../../lambdas/domain/reporting/notifications/notification.ts';
import type { ChannelSetup } from '../../../lambdas/ports/plug-ins/channel.ts';
import {
  personalCode,
  personalKey,
  personalUrl,
  sampleNotifications,
} from '../../support/builders/samples/sample-notifications.ts';
import { sendThrough } from '../../support/builders/send-through.ts';
import { cdkContext, synthesize } from '../../support/builders/synthesize.ts';
import { trial } from './trial-channel.ts';

const hostile = '</title><script>alert(1)</script>\r\nBcc: eve@example.com <img src=https://evil.example/x>';

/** Every text of a message, by its field. */
function textsOf(message: unknown, field = ''): readonly { readonly field: string; readonly text: string }[] {
  if (typeof message === 'string') return [{ field, text: message }];
  if (typeof message !== 'object' || message === null) return [];
  return Object.entries(message).flatMap(([key, value]) => textsOf(value, key));
}

describe.each([...channels, trial].map((channel) => ({ name: channel.name, channel })))(
  'the channel $name',
  ({ channel }) => {
    it('renders every kind of notification with link and code if it is private, and never shows them if it is not', () => {
      const samples = sampleNotifications('Checkout fails');
      expect(samples.map(({ kind }) => kind)).toEqual([...notificationKinds]);
      for (const notification of samples) {
        const texts = textsOf(channel.render(notification)).map(({ text }) => text);
        const isShown = (secret: string) => texts.some((text) => text.includes(secret));
        expect(isShown(personalUrl)).toBe(channel.isPrivate);
        expect(isShown(personalCode)).toBe(channel.isPrivate && notification.code !== null);
        expect(isShown(personalKey)).toBe(channel.isPrivate);
      }
      expect(samples.some((notification) => channel.render(notification) !== null)).toBe(true);
    });

    it('lets no words from outside become markup, a header or a link', () => {
      const plain = sampleNotifications('Checkout fails').flatMap((each) => textsOf(channel.render(each)));
      const markup = new Set(plain.filter(({ text }) => text.includes('</')).map(({ field }) => field));
      for (const notification of sampleNotifications(hostile)) {
        for (const { field, text } of textsOf(channel.render(notification))) {
          if (markup.has(field)) expect(text).not.toMatch(/<script|<img/);
          expect(text).not.toMatch(/https:\/\/evil|^Bcc:/m);
        }
      }
    });

    it('puts neither link nor code where others see them without opening it', () => {
      for (const notification of sampleNotifications('Checkout fails')) {
        const outside = textsOf(channel.render(notification)).filter(({ field }) =>
          /^(subject|title|summary|preview|topic)$/.test(field),
        );
        expect(outside.length > 0).toBe(channel.isPrivate);
        for (const { text } of outside) {
          expect(text).not.toContain(personalKey);
          expect(text).not.toContain(personalCode);
          expect(text).not.toMatch(/[\r\n]/);
        }
      }
    });

    it('reads the variables and secrets that it declares, and no other', async () => {
      const { read } = await sendThrough(channel);
      expect(new Set(read)).toEqual(new Set([...Object.keys(channel.env), ...Object.keys(channel.secrets)]));
    });

    it('has a value for each variable on a laptop, of the form that it asks of a deployment', () => {
      for (const { local, pattern, meaning, expected } of Object.values(channel.env)) {
        expect(local).toMatch(pattern);
        expect('no value').not.toMatch(pattern);
        expect(meaning.length * expected.length).toBeGreaterThan(0);
      }
    });

    it('may do on AWS what it declares, on named resources or under a condition', () => {
      for (const { actions, resources, conditions = {} } of channel.iam) {
        expect(actions.filter((action) => action.includes('*'))).toEqual([]);
        expect(resources).not.toContain('*');
        // A name of its own may end in anything.
        const isOpen = resources.some((resource) => /\*./.test(resource) || /[:/]\*$/.test(resource));
        if (isOpen) expect(Object.keys(conditions)).not.toEqual([]);
      }
    });
  },
);

describe('the registry', () => {
  it('names each channel once, and docs/channels.md describes each', () => {
    const names = channelSetups.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    const text = readFileSync('docs/channels.md', 'utf8');
    const headings = [...text.matchAll(/^## `(.+)`$/gm)].map(([, name]) => name);
    expect(headings).toEqual(names);
  });

  it('has no two channels that call a variable, a secret or a setting the same', () => {
    const variables = channelSetups.flatMap(({ env, secrets }) => [
      ...Object.keys(env),
      ...Object.keys(secrets),
    ]);
    expect(new Set(variables).size).toBe(variables.length);
    const settings = channelSetups.flatMap(({ env }) => Object.values(env).map(({ setting }) => setting));
    expect(new Set(settings).size).toBe(settings.length);
    for (const setting of settings) expect(cdkContext).toHaveProperty(setting);
  });
});

describe('a second channel', () => {
  const functionsOf = (deployed: readonly ChannelSetup[]) => {
    const { stateless, state } = synthesize({
      channels: deployed,
      context: { trialUrl: 'https://hooks.example/team' },
    });
    const functions = Object.values(stateless.findResources('AWS::Lambda::Function'));
    const variables = functions.map(({ Properties }) => Object.keys(Properties.Environment.Variables));
    const policies = JSON.stringify(stateless.findResources('AWS::IAM::Role'));
    return { variables, policies, secrets: Object.keys(state.findResources('AWS::SecretsManager::Secret')) };
  };

  it('costs one object: its variables, secrets and permissions are deployed with it, and with it only', () => {
    const before = functionsOf([mail]);
    const after = functionsOf([mail, trial]);
    const telling = after.variables.filter((names) => names.includes('TRIAL_URL'));
    expect(telling).toHaveLength(before.variables.filter((names) => names.includes('MAIL_FROM')).length);
    for (const names of telling) expect(names).toEqual(expect.arrayContaining(['TRIAL_SECRET', 'MAIL_FROM']));
    expect(before.variables.flat()).not.toContain('TRIAL_URL');
    expect(after.secrets).toHaveLength(before.secrets.length + 1);
    expect(before.policies).not.toContain('sns:Publish');
    expect(after.policies).toContain('sns:Publish');
  });

  it('is not deployed without what it needs, nor is mail', () => {
    expect(() => synthesize({ channels: [mail, trial] })).toThrow(/^ {2}trialUrl: /m);
    expect(() => synthesize({ context: { mailFrom: 'nobody' } })).toThrow(/^ {2}mailFrom: /m);
  });

  it('is deployed with those of its own permissions that it needs', () => {
    const context = { smsTopicPrefix: 'arn:aws:sns:eu-central-1:123456789012:firebreak-sms-' };
    const { stateless } = synthesize({ channels: channelSetups, context });
    const policies = JSON.stringify(stateless.findResources('AWS::IAM::Role'));
    expect(policies).toContain('arn:aws:sns:eu-central-1:123456789012:firebreak-sms-*');
    for (const name of incidentChannels.flatMap(({ secrets }) => Object.keys(secrets))) {
      expect(JSON.stringify(stateless.findResources('AWS::Lambda::Function'))).toContain(name);
    }
  });

  it('sends what it rendered', async () => {
    const { sent } = await sendThrough(trial);
    expect(sent).toHaveLength(notificationKinds.length);
  });
});
