import { execFileSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { awsCommand } from '../../lambdas/resources/aws-command.ts';

describe('a command line for a person', () => {
  const place = { region: 'eu-central-1' };

  it('leaves plain values as they are', () => {
    expect(awsCommand(['ecs', 'update-service'], { cluster: 'web', service: 'shop' }, place)).toBe(
      'aws ecs update-service --cluster web --service shop --region eu-central-1',
    );
  });

  it('names the profile of another account', () => {
    expect(awsCommand(['ecs', 'list-tasks'], {}, { ...place, profile: 'payments' })).toBe(
      'aws ecs list-tasks --region eu-central-1 --profile payments',
    );
  });

  it('gives a shell each value as it is, whatever it holds', () => {
    const values = fc.sample(
      fc.string({ unit: 'grapheme' }).filter((text) => !/[\0\n\r]/.test(text)),
      30,
    );
    const hostile = ['$(id)', '`id`', "a'b", 'a;b', '!x', '~', '{a,b}', '*', ''];
    for (const value of [...values, ...hostile]) {
      const line = awsCommand([], { name: value }, { region: 'eu' }).replace(/^aws/, "printf '%s|'");
      expect(execFileSync('sh', ['-c', line], { encoding: 'utf8' })).toBe(`--name|${value}|--region|eu|`);
    }
  });
});
