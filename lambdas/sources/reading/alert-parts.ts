import { isObject, type JsonObject, textOf } from './json.ts';

/** Objects in which senders wrap an alert, those that are most plainly the alert first; the last two are about it. */
const wrappers: readonly string[] = [
  'alert',
  'incident',
  'issue',
  'problem',
  'data',
  'payload',
  'object',
  'attributes',
  'context',
  'check',
  'monitor',
];
const deepest = 3;

/** What may tell of one alert. */
export interface AlertParts {
  /** The alert itself. */
  readonly own: readonly JsonObject[];
  /** What describes it. */
  readonly around: readonly JsonObject[];
  /** The event that brought it: it has an id and a time of its own. */
  readonly envelopes: readonly JsonObject[];
}

/**
 * The objects of a payload by what they are. The alert is the first that `isAlert`; where none is, it is told by all of them but those
 * that plainly are an event.
 */
export function alertParts(payload: JsonObject, isAlert: (part: JsonObject) => boolean): AlertParts {
  const wrapped = wrappedIn(payload, deepest);
  const parts = [
    ...wrapped.filter(({ name }) => name !== 'check' && name !== 'monitor'),
    { name: '', part: payload },
  ];
  const rules = wrapped.filter(({ name }) => name === 'check' || name === 'monitor');
  const ordered = [...parts, ...rules].map(({ part }) => part);
  const events = eventsIn(payload, deepest);
  const own = ordered.find(isAlert) ?? events.find(isAlert);
  if (own === undefined) {
    const isEnvelope = (part: JsonObject) => wrapped.length > 0 && part === payload && isEvent(part);
    return {
      own: ordered.filter((part) => !isEnvelope(part)),
      around: [],
      envelopes: [...ordered.filter(isEnvelope), ...events],
    };
  }
  const others = [...ordered, ...events].filter((part) => part !== own);
  const isEnvelope = (part: JsonObject) => events.includes(part) || isEvent(part);
  return {
    own: [own],
    around: others.filter((part) => !isEnvelope(part)),
    envelopes: others.filter(isEnvelope),
  };
}

interface Wrapped {
  readonly name: string;
  readonly part: JsonObject;
}

/** In the order of the wrappers' names, the inner ones of each after it. */
function wrappedIn(payload: JsonObject, depth: number): readonly Wrapped[] {
  if (depth === 0) return [];
  const here = wrappers.flatMap((name) => {
    const part = payload[name];
    return isObject(part) ? [{ name, part }] : [];
  });
  const { event } = payload;
  const inner = [...here.map(({ part }) => part), ...(isObject(event) ? [event] : [])];
  const found = [...here, ...inner.flatMap((part) => wrappedIn(part, depth - 1))];
  return found.toSorted((a, b) => rankOf(a) - rankOf(b));
}

function rankOf({ name }: Wrapped): number {
  return wrappers.indexOf(name);
}

function eventsIn(payload: JsonObject, depth: number): readonly JsonObject[] {
  if (depth === 0) return [];
  const { event } = payload;
  const inner = wrappers.map((name) => payload[name]).filter(isObject);
  return [...(isObject(event) ? [event] : []), ...inner.flatMap((part) => eventsIn(part, depth - 1))];
}

/** Whether an object says of itself that it is an event: `type: alert.created`, `event_id` … */
function isEvent(part: JsonObject): boolean {
  const names = ['event_id', 'eventId', 'event_type', 'eventType', 'webhook_id', 'delivery_id', 'message_id'];
  if (names.some((name) => textOf(part[name]) !== null)) return true;
  return ['type', 'event', 'topic'].some((name) =>
    /^[\w-]+[.:/][\w.:/-]+$/.test(textOf(part[name])?.slice(0, 200) ?? ''),
  );
}
