import type { ResponseOf } from '../../local/step-functions/api/operations.ts';
import { type Json, parseJson } from '../../local/step-functions/values/json.ts';
import type { ExpectedEvent } from './case-file.ts';

type ServedEvent = ResponseOf<'GetExecutionHistory'>['events'][number];

/** Details that case files do not record. */
const NOT_RECORDED: ReadonlySet<string> = new Set(['region', 'roleArn', 'redriveCount']);

/** An event as served, in the form of the case files. */
export function observedEvent(served: ServedEvent): ExpectedEvent {
  const { id, previousEventId, type, timestamp: _timestamp, ...members } = served;
  const flat: Record<string, Json> = {};
  for (const details of Object.values(members)) {
    for (const [name, value] of Object.entries(details ?? {})) {
      const recorded = recordedValue(name, value);
      if (recorded !== undefined) flat[name] = recorded;
    }
  }
  return { type, id, previousEventId, ...flat };
}

function recordedValue(name: string, value: unknown): Json | undefined {
  if (NOT_RECORDED.has(name) || name.endsWith('Details')) return undefined;
  if (name === 'assignedVariables') return parsedMembers(value);
  if (typeof value === 'string')
    return name === 'input' || name === 'output' || name === 'parameters' ? parseJson(value) : value;
  return typeof value === 'number' ? value : undefined;
}

function parsedMembers(variables: unknown): Json {
  return Object.fromEntries(
    Object.entries(variables ?? {}).map(([name, text]) => [name, parseJson(String(text))]),
  );
}
