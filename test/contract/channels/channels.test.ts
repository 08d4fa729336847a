import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { channels } from '../../../lambdas/channels/index.ts';
import { notificationKinds } from '../../../lambdas/domain/reporting/notifications/notification.ts';
import type { Channel } from '../../../lambdas/ports/channel.ts';
import {
  personalCode,
  personalKey,
  personalUrl,
  sampleNotifications,
} from '../../support/builders/sample-notifications.ts';
import { sendThrough } from '../../support/builders/send-through.ts';
import { cdkContext, synthesize } from '../../support/builders/synthesize.ts';
import { webhook } from './webhook-channel.ts';

const hostile = '</title><script>alert(1)</script>\r\nBcc: eve@example.com <img src=https://evil.example/x>';

/** Every text of a message, by its field. */
function textsOf(message: unknown, field = ''): readonly { readonly field: string; readonly text: string }[] {
  if (typeof message === 'string') return [{ field, text: message }];
  if (typeof message !== 'object' || message === null) return [];
  return Object.entries(message).flatMap(([key, value]) => textsOf(value, key));
}

describe.each([...channels, webhook].map((channel) => ({ name: channel.name, channel })))(
  'the channel $name',
  ({ channel }) => {
    it('renders every kind of notification, with the link and, where one is asked for, the code', () => {
      const rendered = sampleNotifications('Checkout fails').map(({ kind, ...rest }) => ({ kind, rest }));
      expect(rendered.map(({ kind }) => kind)).toEqual([...notificationKinds]);
      for (const notification of sampleNotifications('Checkout fails')) {
        const texts = textsOf(channel.render(notification)).map(({ text }) => text);
        expect(texts.join('\n')).toContain(personalUrl);
        expect(texts.some((text) => text.includes(personalCode))).toBe(notification.code !== null);
      }
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
        expect(outside.length).toBeGreaterThan(0);
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
        const isOpen = resources.some((resource) => resource.includes('*'));
        if (isOpen) expect(Object.keys(conditions)).not.toEqual([]);
      }
    });
  },
);

describe('the registry', () => {
  it('names each channel once, and docs/channels.md describes each', () => {
    const names = channels.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    const text = readFileSync('docs/channels.md', 'utf8');
    const headings = [...text.matchAll(/^## `(.+)`$/gm)].map(([, name]) => name);
    expect(headings).toEqual(names);
  });

  it('has no two channels that call a variable, a secret or a setting the same', () => {
    const variables = channels.flatMap(({ env, secrets }) => [...Object.keys(env), ...Object.keys(secrets)]);
    expect(new Set(variables).size).toBe(variables.length);
    const settings = channels.flatMap(({ env }) => Object.values(env).map(({ setting }) => setting));
    expect(new Set(settings).size).toBe(settings.length);
    for (const setting of settings) expect(cdkContext).toHaveProperty(setting);
  });
});

describe('a second channel', () => {
  const functionsOf = (deployed: readonly Channel[]) => {
    const { stateless, state } = synthesize({
      channels: deployed,
      context: { webhookUrl: 'https://hooks.example/team' },
    });
    const functions = Object.values(stateless.findResources('AWS::Lambda::Function'));
    const variables = functions.map(({ Properties }) => Object.keys(Properties.Environment.Variables));
    const policies = JSON.stringify(stateless.findResources('AWS::IAM::Policy'));
    return { variables, policies, secrets: Object.keys(state.findResources('AWS::SecretsManager::Secret')) };
  };

  it('costs one object: its variables, secrets and permissions are deployed with it, and with it only', () => {
    const before = functionsOf(channels);
    const after = functionsOf([...channels, webhook]);
    const telling = after.variables.filter((names) => names.includes('WEBHOOK_URL'));
    expect(telling).toHaveLength(before.variables.filter((names) => names.includes('MAIL_FROM')).length);
    for (const names of telling)
      expect(names).toEqual(expect.arrayContaining(['WEBHOOK_SECRET', 'MAIL_FROM']));
    expect(before.variables.flat()).not.toContain('WEBHOOK_URL');
    expect(after.secrets).toHaveLength(before.secrets.length + 1);
    expect(before.policies).not.toContain('sns:Publish');
    expect(after.policies).toContain('sns:Publish');
  });

  it('is not deployed without what it needs, nor is mail', () => {
    expect(() => synthesize({ channels: [...channels, webhook] })).toThrow(/^ {2}webhookUrl: /m);
    expect(() => synthesize({ context: { mailFrom: 'nobody' } })).toThrow(/^ {2}mailFrom: /m);
  });

  it('sends what it rendered', async () => {
    const { sent } = await sendThrough(webhook);
    expect(sent).toHaveLength(notificationKinds.length);
  });
});
