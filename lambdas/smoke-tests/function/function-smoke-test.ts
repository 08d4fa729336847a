import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import * as z from 'zod/mini';
import { plainLine } from '../../domain/records/text/plain-line.ts';
import { orOnFault } from '../../ports/aws-clients.ts';
import type { SmokeTestKind } from '../../ports/plug-ins/smoke-test.ts';
import { allow } from '../../resources/allow.ts';
import { jsonOfPayload } from '../../resources/aws/remedy-functions.ts';
import { namedField } from '../../resources/named-field.ts';

// https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
const schema = z.strictObject({
  functionName: namedField(
    /^[A-Za-z0-9_-]{1,64}$/,
    'must be the name of a Lambda function, without its version and not an ARN',
  ),
  qualifier: z.optional(
    namedField(
      /^([0-9]{1,20}|(?=.*[A-Za-z_-])[A-Za-z0-9_-]{1,128})$/,
      'must be a version or an alias of the function',
    ),
  ),
});
type FunctionSpec = z.infer<typeof schema>;

/** The contract of such a function: `{"ok": true}`, or `{"ok": false, "reason": "…"}`. */
const answerSchema = z.object({ ok: z.boolean(), reason: z.optional(z.string()) });

/** A Lambda function of the user's own that tries the flow: in their network, with what only it may use. */
export const functionSmokeTest: SmokeTestKind<FunctionSpec> = {
  kind: 'function',
  title: 'A Lambda function of yours that tries the flow',
  schema,
  describe: (spec) => `function ${nameOf(spec)}`,
  secrets: () => [],
  hosts: () => [],
  iam: (specs) =>
    allow(
      ['lambda:InvokeFunction'],
      specs.map((spec) => `arn:{partition}:lambda:{region}:{account}:function:${nameOf(spec)}`),
    ),

  async run({ aws, id, signal }, spec) {
    const command = new InvokeCommand({
      FunctionName: spec.functionName,
      Qualifier: spec.qualifier,
      Payload: new TextEncoder().encode(JSON.stringify({ smokeTest: id })),
    });
    const sent = aws.get(LambdaClient, 'once').send(command, { abortSignal: signal });
    const answer = await orOnFault(sent, ['ResourceNotFoundException'], null);
    if (answer === null) return { outcome: 'unknown', text: `there is no function ${nameOf(spec)}` };
    if (answer.FunctionError !== undefined) {
      return { outcome: 'unknown', text: `${nameOf(spec)} itself failed (${answer.FunctionError})` };
    }
    const said = answerSchema.safeParse(jsonOfPayload(answer.Payload));
    if (!said.success) {
      return { outcome: 'unknown', text: `${nameOf(spec)} did not answer {"ok": true} or {"ok": false}` };
    }
    const { ok, reason } = said.data;
    const text = plainLine(reason ?? (ok ? 'it passed' : 'it did not say why'), 200);
    return { outcome: ok ? 'passed' : 'failed', text };
  },
};

function nameOf({ functionName, qualifier }: FunctionSpec): string {
  return qualifier === undefined ? functionName : `${functionName}:${qualifier}`;
}
