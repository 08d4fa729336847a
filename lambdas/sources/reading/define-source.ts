import type {
  AlertSource,
  ContentReader,
  Delivery,
  ParseOutcome,
  SourceContent,
} from '../../ports/plug-ins/alert-source.ts';
import { deliveryText } from './delivery-text.ts';
import { quarantined } from './outcomes.ts';
import { payloadOf } from './payload.ts';
import { attempt, readEach } from './read-each.ts';

export type SourceDefinition = Omit<AlertSource, 'parse'> & {
  /** Reads one content of a delivery, JSON or form fields. May throw: that content is then quarantined. */
  readonly read: (body: unknown, delivery: Delivery) => ParseOutcome;
  /** What this kind of sender wraps; without it, each entry of a list, or else the body. */
  readonly contents?: (payload: unknown) => readonly SourceContent[];
  /** The outcome of a handshake; null when the payload is none. */
  readonly handshake?: (payload: unknown) => ParseOutcome | null;
  /** The user's mappings come before the source's own reading, rather than for what it cannot read. */
  readonly mappingsFirst?: boolean;
};

/** A source whose `parse` is total: whatever `read` cannot make sense of is quarantined, never an exception. */
export function defineSource(definition: SourceDefinition): AlertSource {
  const { read: _read, contents: _contents, handshake, mappingsFirst: _first, ...source } = definition;
  return {
    ...source,
    parse: (delivery, mapped) =>
      attempt(() => {
        const payload = payloadOf(deliveryText(delivery));
        if (payload.kind === 'text') {
          const reason = /^\s*[{[]/.test(payload.value)
            ? 'The body is JSON that is cut off or malformed'
            : 'The body is neither JSON nor form fields';
          return mapped?.({ body: payload.value, subject: null }) ?? quarantined(reason);
        }
        return handshake?.(payload.value) ?? readPayload(definition, payload.value, delivery, mapped);
      }),
  };
}

function readPayload(
  definition: SourceDefinition,
  payload: unknown,
  delivery: Delivery,
  mapped: ContentReader | undefined,
): ParseOutcome {
  const whole = { body: payload, subject: null };
  const isList = Array.isArray(payload);
  const asWhole = isList && definition.mappingsFirst ? (mapped?.(whole) ?? null) : null;
  if (asWhole !== null && asWhole.outcome !== 'quarantined') return asWhole;
  const contents = definition.contents?.(payload) ?? (isList ? payload.map(contentOf) : [whole]);
  const outcome = readEach(contents, (content) => readContent(definition, content, delivery, mapped));
  if (!isList || outcome.outcome !== 'quarantined') return outcome;
  // A mapping may be for the list, which no entry of it shows.
  return asWhole ?? mapped?.(whole) ?? outcome;
}

function readContent(
  { read, mappingsFirst }: SourceDefinition,
  content: SourceContent,
  delivery: Delivery,
  mapped: ContentReader | undefined,
): ParseOutcome {
  const first = mappingsFirst ? (mapped?.(content) ?? null) : null;
  if (first !== null) return first;
  const own = attempt(() => read(content.body, delivery));
  return own.outcome === 'quarantined' && !mappingsFirst ? (mapped?.(content) ?? own) : own;
}

function contentOf(body: unknown): SourceContent {
  return { body, subject: null };
}
