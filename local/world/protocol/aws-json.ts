import type * as z from 'zod';
import type { LocalRequest, LocalResponse } from '../../cloud/http/loopback-server.ts';
import { AwsFault } from './aws-fault.ts';
import type { ServiceContext, ServiceProtocol } from './aws-service.ts';
import { readInput } from './input.ts';

export interface JsonOptions {
  /** Prefix of the `X-Amz-Target` header, such as `Logs_20140328`. */
  readonly target: string;
  readonly version: '1.0' | '1.1';
  /** What the service calls a request that is wrong. */
  readonly invalid: string;
}

/** An operation as its protocol calls it, its input unread. */
export interface JsonOperation<State> {
  answer(body: Buffer, invalid: string, context: ServiceContext<State>): object;
}

/** An operation: the shape of its input, and what it answers. Throws AwsFault. */
export function jsonOperation<State, Schema extends z.ZodType>(
  schema: Schema,
  answer: (input: z.output<Schema>, context: ServiceContext<State>) => object,
): JsonOperation<State> {
  return { answer: (body, invalid, context) => answer(readInput(schema, body, invalid), context) };
}

/** AWS JSON: the operation is in a header. https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html */
export function awsJson<State>(
  options: JsonOptions,
  operations: Readonly<Record<string, JsonOperation<State>>>,
): ServiceProtocol<State> {
  const { target, version, invalid } = options;
  const operationOf = ({ headers }: LocalRequest): string | null => {
    const [prefix, name = ''] = String(headers['x-amz-target']).split('.');
    return prefix === target && Object.hasOwn(operations, name) ? name : null;
  };
  const responseWith = (
    status: number,
    body: object,
    headers: Record<string, string> = {},
  ): LocalResponse => ({
    status,
    headers: { 'content-type': `application/x-amz-json-${version}`, ...headers },
    body: JSON.stringify(body),
  });
  return {
    operationOf,
    async answer(request, context) {
      try {
        const operation = operations[operationOf(request) ?? ''];
        if (operation === undefined) {
          throw new AwsFault(
            'UnknownOperationException',
            `${String(request.headers['x-amz-target'])} is not simulated.`,
          );
        }
        return responseWith(200, operation.answer(request.body, invalid, context));
      } catch (error) {
        if (!(error instanceof AwsFault)) throw error;
        return responseWith(error.status, { __type: error.type, message: error.message });
      }
    },
  };
}
