import { describe, expect, it } from '@jest/globals';
import type { Action } from '../../../../local/step-functions/api/operations.ts';
import type { JsonObject } from '../../../../local/step-functions/values/json.ts';
import { laboratory, only } from '../../../support/builders/laboratory.ts';

const definition = JSON.stringify({ QueryLanguage: 'JSONata', ...only({ Type: 'Pass' }) });

describe('a request', () => {
  it.each<[string, Action, JsonObject, string]>([
    [
      'a role that is none',
      'CreateStateMachine',
      { name: 'm', definition, roleArn: 'arn:aws:iam::1:user/u' },
      'InvalidArn',
    ],
    [
      'a description of a version',
      'CreateStateMachine',
      { name: 'm', definition, versionDescription: 'first' },
      'ValidationException',
    ],
    [
      'a definition of more than a mebibyte',
      'CreateStateMachine',
      { name: 'm', definition: ' '.repeat(1_048_577) },
      'ValidationException',
    ],
    [
      'a severity that is none',
      'ValidateStateMachineDefinition',
      { definition, severity: 'BAD' },
      'ValidationException',
    ],
    ['an execution that is none', 'DescribeStateMachineForExecution', { executionArn: 'x' }, 'InvalidArn'],
    [
      'an error of more than 256 characters',
      'SendTaskFailure',
      { taskToken: Buffer.from('["a",1,"b"]').toString('base64url'), error: 'e'.repeat(257) },
      'ValidationException',
    ],
  ])('with %s is refused', async (_what, action, request, name) => {
    await expect(laboratory().engine.call(action, request)).rejects.toMatchObject({ name });
  });

  it('for the metadata of an execution gets neither input nor output', async () => {
    const { engine, run } = laboratory();
    const { arn } = await run(only({ Type: 'Pass' }), { a: 1 });
    const described = await engine.call('DescribeExecution', {
      executionArn: arn,
      includedData: 'METADATA_ONLY',
    });
    expect(described).toMatchObject({ status: 'SUCCEEDED' });
    expect(Object.keys(described)).not.toEqual(expect.arrayContaining(['input']));
    expect(Object.keys(described)).not.toEqual(expect.arrayContaining(['output']));
  });
});
