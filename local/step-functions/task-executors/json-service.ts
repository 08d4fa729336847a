import { TaskError } from '../values/failure.ts';
import { isJsonArray, isJsonObject, type Json, type JsonObject, parseJson } from '../values/json.ts';
import { sdkMetadata } from './sdk-metadata.ts';
import type { JsonService } from './services.ts';

/** Local servers want to see a signature, but none of them checks it. */
const UNCHECKED_SIGNATURE =
  'AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/local/aws4_request, SignedHeaders=host;x-amz-date, Signature=local';

/** Calls an action of a service. Throws TaskError named as Step Functions names the service's errors. */
export async function callJsonService(
  service: JsonService,
  endpoint: string,
  action: string,
  taskArguments: Json,
  signal: AbortSignal,
): Promise<Json> {
  const members = isJsonObject(taskArguments) ? taskArguments : {};
  const response = await post(
    service,
    endpoint,
    capitalised(action),
    JSON.stringify(requestMembers(service, members)),
    signal,
  );
  const body = readBody(await response.text());
  if (!response.ok) throw serviceError(service, response.status, body);
  const result = service.hasCamelCaseMembers === true ? renamed(body, capitalised) : body;
  return service.isOptimised ? { ...result, ...sdkMetadata() } : withIsoTimes(result);
}

async function post(
  service: JsonService,
  endpoint: string,
  action: string,
  body: string,
  signal: AbortSignal,
): Promise<Response> {
  const headers = {
    'content-type': `application/x-amz-json-${service.jsonVersion}`,
    'x-amz-target': `${service.target}.${action}`,
    'x-amz-date': new Date().toISOString().replaceAll(/[-:]|\.\d+/g, ''),
    authorization: UNCHECKED_SIGNATURE,
  };
  try {
    return await fetch(endpoint, { method: 'POST', headers, body, signal });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new TaskError(
      `${service.errorPrefix}.SdkClientException`,
      `Unable to execute HTTP request: ${reason}`,
    );
  }
}

function requestMembers(service: JsonService, members: JsonObject): JsonObject {
  const written = Object.entries(members).map(([name, value]) => {
    const isText = service.textMembers?.includes(name) === true && typeof value !== 'string';
    return [name, isText ? JSON.stringify(value) : value] as const;
  });
  const request: JsonObject = Object.fromEntries(written);
  return service.hasCamelCaseMembers === true ? renamed(request, uncapitalised) : request;
}

function readBody(text: string): JsonObject {
  const body = text === '' ? {} : parseJson(text);
  return isJsonObject(body) ? body : { body };
}

function serviceError(service: JsonService, status: number, body: JsonObject): TaskError {
  const type = textOf(body['__type']) ?? 'ServiceException';
  const code = type.slice(type.lastIndexOf('#') + 1);
  // Step Functions names the exception's class in the SDK for Java.
  const name = code.endsWith('Exception') ? code : `${code}Exception`;
  const message = textOf(body['message']) ?? textOf(body['Message']) ?? '';
  const cause = `${message} (Status Code: ${status}; Error Code: ${code})`;
  return new TaskError(`${service.errorPrefix}.${name}`, cause);
}

function textOf(member: Json | undefined): string | undefined {
  return typeof member === 'string' ? member : undefined;
}

/** Renames the members of an object and of the objects in it. */
function renamed(object: JsonObject, rename: (name: string) => string): JsonObject {
  return Object.fromEntries(
    Object.entries(object).map(([name, value]) => [rename(name), renamedValue(value, rename)]),
  );
}

function renamedValue(value: Json, rename: (name: string) => string): Json {
  if (isJsonArray(value)) return value.map((item) => renamedValue(item, rename));
  return isJsonObject(value) ? renamed(value, rename) : value;
}

/** `aws-sdk:` integrations give times as ISO 8601 text where the service writes epoch seconds. */
function withIsoTimes(object: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([name, value]) => [name, isoTimes(name, value)]));
}

function isoTimes(name: string, value: Json): Json {
  if (isJsonArray(value)) return value.map((item) => isoTimes(name, item));
  if (isJsonObject(value)) return withIsoTimes(value);
  if (typeof value !== 'number' || !/(?:Date|Time|Timestamp)$/.test(name)) return value;
  const time = new Date(value * 1000);
  return Number.isNaN(time.getTime()) ? value : time.toISOString();
}

function capitalised(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function uncapitalised(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
