import type { APIGatewayProxyEvent } from 'aws-lambda';
import { InvalidInputError } from '../domain/errors.ts';
import { checkShape, type Schema } from '../runtime/env/schema.ts';

/** One request through API Gateway, as the handlers see it. */
export interface HttpRequest {
  readonly method: string;
  /** Values of the `{parameters}` in the route, decoded. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  /** Names in lower case; a header sent twice has two values. */
  readonly headers: Readonly<Record<string, readonly string[]>>;
  /** The very bytes that were sent. */
  readonly body: Uint8Array;
  /** ARN of the caller where the route is IAM-signed, else null. */
  readonly callerArn: string | null;
}

export function toHttpRequest(event: APIGatewayProxyEvent): HttpRequest {
  return {
    method: event.httpMethod,
    parameters: decodedValues(event.pathParameters),
    query: definedValues(event.queryStringParameters),
    headers: allHeaders(event),
    body: Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8'),
    callerArn: event.requestContext?.identity?.userArn ?? null,
  };
}

/** The body as JSON in the expected shape. Throws InvalidInputError. */
export function readJson<Value>(request: HttpRequest, schema: Schema<Value>): Value {
  return checkShape(schema, parseJson(Buffer.from(request.body).toString('utf8')), 'The body');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's message quotes the body.
    throw new InvalidInputError('The body is not JSON');
  }
}

function allHeaders(event: APIGatewayProxyEvent): Record<string, readonly string[]> {
  const headers: Record<string, readonly string[]> = {};
  for (const [name, value] of Object.entries(event.headers ?? {})) {
    if (value !== undefined) headers[name.toLowerCase()] = [value];
  }
  for (const [name, values] of Object.entries(event.multiValueHeaders ?? {})) {
    if (values !== undefined) headers[name.toLowerCase()] = values;
  }
  return headers;
}

function definedValues(values: Readonly<Record<string, string | undefined>> | null): Record<string, string> {
  const entries = Object.entries(values ?? {});
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => entry[1] !== undefined));
}

/** A REST API hands path parameters over as they were sent, still percent-encoded; queries it decodes. */
function decodedValues(values: Readonly<Record<string, string | undefined>> | null): Record<string, string> {
  const entries = Object.entries(definedValues(values));
  return Object.fromEntries(entries.map(([name, value]) => [name, decoded(value)]));
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
