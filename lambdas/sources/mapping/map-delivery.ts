import { evaluateCondition } from '../../domain/policy/conditions/conditions.ts';
import type { SourceMapping } from '../../domain/policy/policy.ts';
import type { Alert, AlertStatus, SeverityHint } from '../../domain/records/alert.ts';
import type { Delivery, ParseOutcome, SourceContent } from '../../ports/plug-ins/alert-source.ts';
import { alertOf } from '../reading/alert-of.ts';
import { instantOf } from '../reading/instant.ts';
import { isObject, textOf, textsOf, withCutTexts } from '../reading/json.ts';
import { alertsFound, ignored, quarantined } from '../reading/outcomes.ts';
import { readEach } from '../reading/read-each.ts';
import { type Expressions, evaluateField, type MappingContext, MappingError } from './evaluate-field.ts';

/**
 * What the first mapping that fits makes of a content; null when none fits. Never throws: what the mapping does not work for is
 * quarantined with the place in the policy, an entry of `each` by itself.
 */
export function mapDelivery(
  mappings: readonly SourceMapping[],
  { body, subject }: SourceContent,
  { source, headers }: Pick<Delivery, 'source' | 'headers'>,
): ParseOutcome | null {
  const context = { body: withCutTexts(body), headers, subject: subject ?? '' };
  const mapping = mappings.find(({ when }) => when === undefined || evaluateCondition(when, context).holds);
  if (mapping === undefined) return null;
  const attempt = (read: () => ParseOutcome): ParseOutcome => {
    try {
      return read();
    } catch (error) {
      return quarantined(`${mapping.place}: ${error instanceof Error ? error.message : 'unknown fault'}`);
    }
  };
  return attempt(() => {
    const entries = entriesOf(mapping, context);
    if (entries.length === 0) return ignored(`${mapping.place}: each gives no entries`);
    return readEach(entries, (item) =>
      attempt(() => alertsFound([mapEntry(source, mapping, { ...context, item })])),
    );
  });
}

function entriesOf({ each }: SourceMapping, context: Omit<MappingContext, 'item'>): readonly unknown[] {
  if (each === undefined) return [context.body];
  const entries = evaluateField('each', each, { ...context, item: null });
  if (Array.isArray(entries)) return entries;
  throw new MappingError('each gives no list');
}

function mapEntry(source: string, mapping: SourceMapping, context: MappingContext): Alert {
  const text = (name: string, expressions: Expressions | undefined): string | null =>
    expressions === undefined ? null : textOf(plainValue(evaluateField(name, expressions, context)));
  const identity = text('identity', mapping.identity);
  if (identity === null) throw new MappingError('identity gives no text');
  const status = statusOf(mapping, text);
  const instant = (name: 'startsAt' | 'endsAt' | 'saidAt') => instantOf(text(name, mapping[name]));
  return alertOf(source, {
    identity,
    status,
    title: text('title', mapping.title),
    description: text('description', mapping.description),
    service: text('service', mapping.service),
    ...severityOf(mapping, text),
    labels: labelsOf(mapping, context, text),
    startsAt: instant('startsAt'),
    endsAt: status === 'resolved' ? instant('endsAt') : null,
    saidAt: instant('saidAt'),
    links: (mapping.links ?? []).map((link) => text('links', link)),
  });
}

type TextOf = (name: string, expressions: Expressions | undefined) => string | null;

function statusOf({ status }: SourceMapping, text: TextOf): AlertStatus {
  if (typeof status === 'string') return status;
  const term = text('status', status.from);
  const found = (term === null ? undefined : valueFor(status.values, term)) ?? status.default;
  if (found !== undefined) return found;
  const what = term === null ? 'gives no text' : `has no value for ${JSON.stringify(term.slice(0, 100))}`;
  throw new MappingError(`status ${what}`);
}

function severityOf(
  { severity }: SourceMapping,
  text: TextOf,
): { severityRaw: string | null; severityHint?: SeverityHint } {
  if (severity === undefined || typeof severity === 'string' || !('from' in severity)) {
    return { severityRaw: text('severity', severity) };
  }
  const severityRaw = text('severity', severity.from);
  const severityHint = severityRaw === null ? undefined : valueFor(severity.values, severityRaw);
  return { severityRaw, ...(severityHint === undefined ? {} : { severityHint }) };
}

function labelsOf({ labels }: SourceMapping, context: MappingContext, text: TextOf): Record<string, string> {
  if (labels === undefined) return {};
  if (typeof labels === 'string') {
    const found = evaluateField('labels', labels, context);
    if (found === null || isObject(found)) return textsOf(found);
    throw new MappingError('labels gives no map');
  }
  return textsOf(
    Object.fromEntries(
      Object.entries(labels).map(([name, expressions]) => [name, text(`labels.${name}`, expressions)]),
    ),
  );
}

function valueFor<Value>(values: Readonly<Record<string, Value>>, term: string): Value | undefined {
  const wanted = term.trim().toLowerCase();
  return Object.entries(values).find(([name]) => name.trim().toLowerCase() === wanted)?.[1];
}

/** Whole numbers and times of CEL as text. */
function plainValue(value: unknown): unknown {
  if (typeof value === 'bigint') return String(value);
  return value instanceof Date && Number.isFinite(value.getTime()) ? value.toISOString() : value;
}
