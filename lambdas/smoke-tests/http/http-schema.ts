import * as z from 'zod/mini';
import { namedField } from '../../resources/named-field.ts';
import { secretNameField } from '../../resources/secret.ts';
import { textsIn, variablesIn } from './fill-text.ts';
import { jsonPointerPattern } from './json-pointer.ts';

const hostField = namedField(
  /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/,
  'must be the name of a server at a public address, such as shop.example.com: it is always asked by https',
);
const pathField = namedField(
  /^\/[\x21-\x7e]{0,2000}$/,
  'must begin with / and hold what may stand in a URL; a variable is {{name}}',
);
const variableField = namedField(
  /^[a-z][A-Za-z0-9]{0,40}$/,
  'must be the name of a variable: letters and digits',
);
const pointerField = namedField(
  new RegExp(jsonPointerPattern.source),
  'must be a JSON Pointer such as /items/0/id',
);
const headerField = namedField(
  /^(?!(?:cookie|host|content-length|connection|transfer-encoding)$)[a-z0-9-]{1,100}$/,
  'must be a header in lower-case letters, and not cookie, host or one that HTTP itself sets',
);
const headerTextField = namedField(/^[\x20-\x7e]{1,2000}$/, 'must be one line of plain characters');
const textField = z.string().check(z.maxLength(10_000));
const scalarField = z.union([z.string(), z.number(), z.boolean(), z.null()]);

const expectSchema = z.strictObject({
  status: z.optional(z.union([z.int(), z.array(z.int()).check(z.minLength(1))])),
  json: z.optional(z.record(pointerField, z.union([scalarField, z.strictObject({ exists: z.boolean() })]))),
  text: z.optional(textField),
  withinMilliseconds: z.optional(z.int().check(z.minimum(1), z.maximum(25_000))),
});

const stepSchema = z
  .strictObject({
    name: z.optional(z.string().check(z.minLength(1), z.maxLength(100))),
    method: z._default(z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']), 'GET'),
    path: pathField,
    headers: z._default(z.record(headerField, headerTextField), {}),
    json: z.optional(z.json()),
    body: z.optional(textField),
    expect: z._default(expectSchema, {}),
    keep: z._default(z.record(variableField, pointerField), {}),
  })
  .check(
    z.refine(({ json, body }) => json === undefined || body === undefined, 'needs json or body, not both'),
  );

export const httpSchema = z
  .strictObject({
    host: hostField,
    secrets: z._default(z.record(variableField, z.strictObject({ secret: secretNameField })), {}),
    steps: z.array(stepSchema).check(z.minLength(1), z.maxLength(10)),
  })
  .check((context) => {
    const { secrets, steps } = context.value;
    const known = new Set(Object.keys(secrets));
    steps.forEach((step, index) => {
      const problem = problemOf(step, known, secrets);
      if (problem !== null) {
        const path = ['steps', index, problem.field];
        context.issues.push({ code: 'custom', input: step, path, message: problem.message });
      }
      for (const name of Object.keys(step.keep)) known.add(name);
    });
  });

export type HttpSpec = z.infer<typeof httpSchema>;
export type HttpStep = HttpSpec['steps'][number];

/** Addresses get into logs on the way: a secret in one would be anybody's. */
function problemOf(
  { path, headers, json, body }: HttpStep,
  known: ReadonlySet<string>,
  secrets: HttpSpec['secrets'],
): { readonly field: string; readonly message: string } | null {
  const inPath = variablesIn(path).find((name) => Object.hasOwn(secrets, name));
  if (inPath !== undefined) {
    return {
      field: 'path',
      message: `must not hold the secret ${inPath}: send it in a header or in the body`,
    };
  }
  const fields = { path, headers, json, body };
  for (const [field, value] of Object.entries(fields)) {
    const missing = textsIn(value)
      .flatMap(variablesIn)
      .find((name) => !known.has(name));
    if (missing === undefined) continue;
    const message = `uses {{${missing}}}, which neither secrets nor an earlier step's keep defines`;
    return { field, message };
  }
  return null;
}
