import * as z from 'zod';
import { correlationSchema } from '../../domain/policy/schemas/correlation-schema.ts';
import { guardrailsSchema } from '../../domain/policy/schemas/guardrails-schema.ts';
import { peopleSchema } from '../../domain/policy/schemas/people-schema.ts';
import { runbookSchemaOf } from '../../domain/policy/schemas/runbook-schema.ts';
import { servicesSchemaOf } from '../../domain/policy/schemas/services-schema.ts';
import { severitySchemaOf } from '../../domain/policy/schemas/severity-schema.ts';
import { sourcesSchema } from '../../domain/policy/schemas/sources-schema.ts';
import { evidenceKinds } from '../../evidence/index.ts';
import { resourceKinds } from '../../resources/index.ts';
import { smokeTestKinds } from '../../smoke-tests/index.ts';

const evidence = Object.fromEntries(
  evidenceKinds.map(({ conditions }) => [conditions.name, conditions.fields]),
);

/** The schema of each kind of policy file, by the name its editor schema has in `policy/schema/`. */
export const policySchemas = {
  services: servicesSchemaOf(resourceKinds, smokeTestKinds),
  correlation: correlationSchema,
  sources: sourcesSchema,
  severity: severitySchemaOf(evidence),
  guardrails: guardrailsSchema,
  people: peopleSchema,
  runbook: runbookSchemaOf(resourceKinds, evidence),
} as const;

/** JSON Schemas for editors, by file name in `policy/schema/`, made from the very schemas the policy is checked with. */
export function editorSchemas(): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(policySchemas).map(([name, schema]) => [
      `${name}.schema.json`,
      `${JSON.stringify(z.toJSONSchema(schema, { io: 'input' }), null, 2)}\n`,
    ]),
  );
}
