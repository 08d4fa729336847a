import * as z from 'zod';
import type { Resource, ResourceId } from '../../records/resource.ts';
import { idField } from '../fields.ts';

/** What policy needs to know of a kind of resource; every kind of the registry is one. */
export interface ResourceForm {
  readonly kind: string;
  readonly title: string;
  readonly schema: z.core.$ZodType<ResourceId>;
  name(id: ResourceId): string;
  key(id: ResourceId): string;
}

/** A resource of a service; its name is the one that its entry gives, or its own. */
export interface NamedResource extends Resource {
  readonly name: string;
}

/** A resource as its entry gives it: `location` is the id of one still. */
export interface ResourceEntry extends Omit<NamedResource, 'location'> {
  readonly location?: string | undefined;
}

/** A resource by its kind and name. */
export type ResourceName = Pick<NamedResource, 'kind' | 'name'>;

/** An entry of `resources`: `{ lambda-alias: { functionName: checkout, alias: live }, name: api, location: payments }`. */
export function resourceSchema(forms: readonly ResourceForm[]) {
  const name = idField.optional().describe('What runbooks call it; left out, its own name.');
  const location = idField
    .optional()
    .describe('Id of the location that it is in; left out, that of its service.');
  return z
    .strictObject({ ...byKind(forms, resourceIn), name, location })
    .refine(
      (entry) => Object.keys(entry).filter((key) => key !== 'name' && key !== 'location').length === 1,
      {
        error: oneKindOf(forms),
      },
    )
    .transform(({ name: given, location: at, ...entry }): ResourceEntry => {
      const [resource] = valuesIn<ResourceEntry>(entry);
      if (resource === undefined) throw new Error(oneKindOf(forms));
      return {
        ...resource,
        ...(given === undefined ? {} : { name: given }),
        ...(at === undefined ? {} : { location: at }),
      };
    });
}

/** A target of a runbook step: `{ lambda-alias: api }`, or `{ lambda-alias: { functionName: checkout, alias: live } }`. */
export function resourceTargetSchema(forms: readonly ResourceForm[]) {
  return z
    .strictObject(byKind(forms, (form) => z.union([nameIn(form), resourceIn(form)])))
    .refine((entry) => valuesIn(entry).length === 1, { error: oneKindOf(forms) })
    .transform((entry): ResourceName | NamedResource => {
      const [target] = valuesIn<ResourceName | NamedResource>(entry);
      if (target === undefined) throw new Error(oneKindOf(forms));
      return target;
    });
}

function byKind<Schema extends z.ZodType>(
  forms: readonly ResourceForm[],
  schemaOf: (form: ResourceForm) => Schema,
): Record<string, z.ZodOptional<Schema>> {
  return Object.fromEntries(forms.map((form) => [form.kind, schemaOf(form).optional().describe(form.title)]));
}

function resourceIn(form: ResourceForm) {
  const { kind, schema } = form;
  return z.pipe(
    schema,
    z.transform((id: ResourceId): NamedResource => ({ kind, key: form.key(id), name: form.name(id), id })),
  );
}

function nameIn({ kind }: ResourceForm) {
  return z
    .string()
    .min(1)
    .transform((name): ResourceName => ({ kind, name }));
}

/** The values of an entry of which one key names the kind. */
export function valuesIn<Value>(entry: Readonly<Record<string, Value | undefined>>): readonly Value[] {
  return Object.values(entry).filter((value) => value !== undefined);
}

export function oneKindOf(forms: readonly { readonly kind: string }[]): string {
  return `needs exactly one of ${forms.map(({ kind }) => kind).join(', ')}`;
}
