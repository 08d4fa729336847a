import { DependencyUnavailableError } from '../../domain/errors.ts';
import { plainLine } from '../../domain/records/text/plain-line.ts';
import type { SmokeTestContext, SmokeTestKind } from '../../ports/plug-ins/smoke-test.ts';
import { readAnswer, whyNotExpected } from './check-answer.ts';
import { fillJson, fillText, maskText, type Variables } from './fill-text.ts';
import { type HttpSpec, type HttpStep, httpSchema } from './http-schema.ts';
import { atPointer } from './json-pointer.ts';

/** Steps over HTTPS, one after the other, as a client of the service takes them. */
export const httpSmokeTest: SmokeTestKind<HttpSpec> = {
  kind: 'http',
  title: 'Requests over HTTPS, one after the other',
  schema: httpSchema,
  describe: ({ host, steps }) => `${steps.length} ${steps.length === 1 ? 'request' : 'requests'} to ${host}`,
  iam: () => [],
  secrets: ({ secrets }) => Object.values(secrets).map(({ secret }) => secret),
  hosts: ({ host }) => [host],

  async run(context, spec) {
    const variables = new Map<string, string>();
    for (const [name, { secret }] of Object.entries(spec.secrets)) {
      variables.set(name, (await context.secret(secret)).trim());
    }
    for (const [index, step] of spec.steps.entries()) {
      const failure = await take(context, spec.host, step, variables);
      if (failure === null) continue;
      const where = `step ${index + 1} of ${spec.steps.length} (${step.name ?? `${step.method} ${step.path}`})`;
      return { outcome: 'failed', text: plainLine(`${where}: ${maskText(failure, variables)}`, 300) };
    }
    return { outcome: 'passed', text: `${spec.steps.length} of ${spec.steps.length} steps passed` };
  },
};

/** Takes a step and keeps what the next ones need. What went wrong, or null. */
async function take(
  { http, signal }: SmokeTestContext,
  host: string,
  step: HttpStep,
  variables: Map<string, string>,
): Promise<string | null> {
  try {
    const answer = readAnswer(await http.send({ host, ...requestOf(step, variables), signal }));
    const problem = whyNotExpected(answer, step.expect);
    if (problem !== null) return problem;
    for (const [name, pointer] of Object.entries(step.keep)) {
      const value = atPointer(answer.json, pointer);
      if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') {
        return `${pointer} is not there to be kept as ${name}`;
      }
      variables.set(name, String(value));
    }
    return null;
  } catch (error) {
    // No answer is what a user would see, too; what may not be asked at all is no fault of the service.
    if (error instanceof DependencyUnavailableError) return error.message;
    throw error;
  }
}

function requestOf({ method, path, headers, json, body }: HttpStep, variables: Variables) {
  const filled = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, inHeader(fillText(value, variables))]),
  );
  const content =
    json !== undefined
      ? JSON.stringify(fillJson(json, variables))
      : body !== undefined
        ? fillText(body, variables)
        : undefined;
  return {
    method,
    path: fillText(path, variables, encodeURIComponent),
    headers: { ...(json === undefined ? {} : { 'content-type': 'application/json' }), ...filled },
    ...(content === undefined ? {} : { body: content }),
  };
}

/** A server's answer may be kept: a line break in it must not make another header. */
function inHeader(value: string): string {
  return value.replaceAll(/[^\x20-\x7e]/g, '');
}
