import type { EventDetails, EventType, HistoryEvent } from '../history/event.ts';
import type { ResponseObject } from './operation.ts';

/** Execution data: shown as text, with a note that it is complete, and only when asked for. */
const EXECUTION_DATA: ReadonlySet<string> = new Set(['input', 'output']);

/** An event of a response, with at most one member of details. */
export interface RenderedEvent extends ResponseObject {
  readonly timestamp: Date;
  readonly type: EventType;
  readonly id: number;
  readonly previousEventId: number;
}

/** An event as GetExecutionHistory shows it. Without data, input and output are left out, and nothing else, as on AWS. */
export function renderEvent(
  { id, previousEventId, type, at, details }: HistoryEvent,
  includesData: boolean,
): RenderedEvent {
  const member = detailsMember(type);
  return {
    timestamp: new Date(at),
    type,
    id,
    previousEventId,
    ...(member === undefined ? {} : { [member]: renderDetails(details, includesData) }),
  };
}

function renderDetails(details: EventDetails, includesData: boolean): ResponseObject {
  const rendered: Record<string, ResponseObject[string]> = {};
  for (const [name, value] of Object.entries(details)) {
    if (value === undefined) continue;
    if (EXECUTION_DATA.has(name)) {
      if (!includesData) continue;
      rendered[name] = JSON.stringify(value);
      rendered[`${name}Details`] = { truncated: false };
    } else if (name === 'parameters') {
      rendered[name] = JSON.stringify(value);
    } else if (name === 'assignedVariables') {
      rendered[name] = renderVariables(value);
      rendered['assignedVariablesDetails'] = { truncated: false };
    } else {
      rendered[name] = value;
    }
  }
  return rendered;
}

function renderVariables(variables: EventDetails[string]): ResponseObject {
  const entries = Object.entries(variables ?? {});
  return Object.fromEntries(entries.map(([name, value]) => [name, JSON.stringify(value)]));
}

/** The member of HistoryEvent that holds the details of a type; undefined for types without details. */
function detailsMember(type: EventType): string | undefined {
  if (/^(?:Pass|Task|Choice|Wait|Succeed|Fail|Parallel|Map)StateEntered$/.test(type))
    return 'stateEnteredEventDetails';
  if (/^(?:Pass|Task|Choice|Wait|Succeed|Fail|Parallel|Map)StateExited$/.test(type))
    return 'stateExitedEventDetails';
  if (WITHOUT_DETAILS.has(type)) return undefined;
  return `${type.charAt(0).toLowerCase()}${type.slice(1)}EventDetails`;
}

const WITHOUT_DETAILS: ReadonlySet<EventType> = new Set([
  'TaskStateAborted',
  'WaitStateAborted',
  'ParallelStateAborted',
  'MapStateAborted',
  'ParallelStateStarted',
  'ParallelStateSucceeded',
  'ParallelStateFailed',
  'MapStateSucceeded',
  'MapStateFailed',
  'LambdaFunctionStarted',
] as const);
