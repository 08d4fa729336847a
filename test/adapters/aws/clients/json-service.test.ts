import { describe, expect, it } from '@jest/globals';
import { createJsonService } from '../../../../lambdas/adapters/aws/clients/json-service.ts';
import { createSfnWorkflow } from '../../../../lambdas/adapters/aws/workflow/sfn-workflow.ts';
import type { AwsCaller, AwsResponse } from '../../../../lambdas/ports/aws-caller.ts';

const answering = (response: Partial<AwsResponse>): AwsCaller => ({
  call: async () => ({ status: 200, headers: {}, body: '', ...response }),
});

describe('a service that speaks AWS JSON', () => {
  it('gives what it answered', async () => {
    const call = createJsonService(answering({ body: '{"Item":{}}' }), {
      service: 'dynamodb',
      targetPrefix: 'DynamoDB_20120810',
    });
    expect(await call('GetItem', {})).toEqual({ ok: true, output: { Item: {} } });
  });

  it('may answer an operation that has no output with an empty body, as Step Functions documents it', async () => {
    const workflow = createSfnWorkflow(answering({ body: '' }), {
      stateMachineArn: 'arn:aws:states:eu-west-1:111122223333:stateMachine:incident-response',
      consoleUrlTemplate: null,
    });
    expect(await workflow.succeedTask('token', {})).toBe('delivered');
  });

  it.each([
    [{ headers: { 'x-amzn-errortype': 'InvalidToken:http://internal.amazon.com/coral/' } }],
    [{ body: '{"__type":"com.amazonaws.swf.service.v2.model#TaskTimedOut","message":"…"}' }],
  ])('names its fault in a header or in the body: %j', async (response) => {
    const workflow = createSfnWorkflow(answering({ status: 400, ...response }), {
      stateMachineArn: 'arn:aws:states:eu-west-1:111122223333:stateMachine:incident-response',
      consoleUrlTemplate: null,
    });
    expect(await workflow.succeedTask('token', {})).toBe('gone');
  });
});
