import { describe, expect, it } from '@jest/globals';
import { App, Stack } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { mail } from '../../../lambdas/channels/mail.ts';
import { configNames, readConfig } from '../../../lib/config.ts';
import { deployChannels } from '../../../lib/deployed-channels.ts';
import { holdToRules } from '../../../lib/stacks/firebreak-app.ts';
import { cdkContext, synthesize } from '../../support/builders/synthesize.ts';

/** Hashes of bundles change with every line of a handler; the golden file is about the stacks. */
function maskAssets(template: unknown): unknown {
  return JSON.parse(JSON.stringify(template).replace(/\b[0-9a-f]{64}\b/g, '<asset>'));
}

describe('the app', () => {
  it('breaks no rule of cdk-nag nor of the CDK that is not acknowledged with a reason', () => {
    const { app } = synthesize({ rules: true });
    expect(() => app.synth()).not.toThrow();
  });

  it('would be stopped by a rule that is broken', () => {
    const app = new App({ context: cdkContext });
    holdToRules(app);
    new Bucket(new Stack(app, 'Careless'), 'Open');
    expect(() => app.synth()).toThrow(/AwsSolutions-S10/);
  });

  it('is as reviewed', () => {
    const { state, stateless } = synthesize();
    expect({
      state: maskAssets(state.toJSON()),
      stateless: maskAssets(stateless.toJSON()),
    }).toMatchSnapshot();
  });

  it('has no name in common with another stage of the same account', () => {
    const names = (stage: string) =>
      JSON.stringify(synthesize({ context: { stage } }).stateless.toJSON()).match(/"firebreak-[\w-]+"/g) ??
      [];
    const shared = new Set(names('prod')).intersection(new Set(names('beta')));
    expect([...shared]).toEqual([]);
  });
});

describe('configuration', () => {
  const read = (changes: Readonly<Record<string, unknown>>) => {
    const context = { ...cdkContext, ...changes };
    return readConfig((name) => context[name]);
  };

  it('has a usable default for everything but the addresses', () => {
    expect(Object.keys(read({})).toSorted()).toEqual(configNames.toSorted());
  });

  it('is refused without somebody who hears of broken alarms, but for the stage that is never deployed', () => {
    expect(() => read({ alarmEmail: '' })).toThrow(/^ {2}alarmEmail: is missing/m);
    expect(read({ alarmEmail: '', stage: 'local' }).alarmEmail).toBe('');
  });

  it('is refused without a sender of mails, but for the stage that is never deployed', () => {
    const deployed = (stage: string) => deployChannels(['mail'], (name) => ({ stage, mailFrom: '' })[name]);
    expect(() => deployed('prod')).toThrow(/^ {2}mailFrom: is missing/m);
    expect(deployed('local')[0]?.values).toMatchObject({ MAIL_FROM: mail.env['MAIL_FROM']?.local });
  });

  it('takes numbers as the command line gives them', () => {
    expect(read({ ledgerRetentionDays: '30' }).ledgerRetentionDays).toBe(30);
  });

  it.each([
    ['stage', 'Prod!'],
    ['alarmEmail', 'nobody'],
    ['consoleUrl', 'http://plain.example'],
    ['logRetentionDays', 8],
    ['requestsPerSecond', 0],
  ])('refuses %s = %p and names it', (name, value) => {
    expect(() => read({ [name]: value })).toThrow(new RegExp(`^ {2}${name}: `, 'm'));
  });
});
