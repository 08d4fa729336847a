import type { Delivery } from '../../ports/plug-ins/alert-source.ts';
import type { ChangeParseOutcome, ChangeSource } from '../../ports/plug-ins/change-source.ts';
import { deliveryText } from '../reading/delivery-text.ts';
import { parseJson } from '../reading/json.ts';

/** Where a message was found and what stands in for a time that it does not give. */
export interface ChangeReading {
  readonly delivery: Pick<Delivery, 'headers' | 'body'>;
  readonly now: Date;
}

export type ChangeSourceDefinition = Omit<ChangeSource, 'parse'> & {
  /** Reads the JSON value of a delivery. May throw: the delivery is then unreadable. */
  readonly read: (payload: unknown, reading: ChangeReading) => ChangeParseOutcome;
};

/** A source whose `parse` is total. Reasons never quote the payload. */
export function defineChangeSource({ read, ...source }: ChangeSourceDefinition): ChangeSource {
  return {
    ...source,
    parse(delivery, now) {
      try {
        const payload = parseJson(deliveryText(delivery));
        return payload === undefined ? unreadable('The body is not JSON') : read(payload, { delivery, now });
      } catch {
        return unreadable('The body cannot be read');
      }
    },
  };
}

/** One outcome for several messages, each read by itself: the changes, with what could not be read; else why there are none. */
export function readEachChange<Item>(
  items: readonly Item[],
  read: (item: Item) => ChangeParseOutcome,
): ChangeParseOutcome {
  const outcomes = items.map((item) => attempt(() => read(item)));
  const changes = outcomes.flatMap((each) => (each.outcome === 'changes' ? each.changes : []));
  const unread = outcomes.flatMap((each, index) =>
    each.outcome === 'unreadable' ? [{ position: index + 1, reason: each.reason }] : [],
  );
  if (changes.length > 0) return { outcome: 'changes', changes, ...(unread.length === 0 ? {} : { unread }) };
  const [worst] = unread;
  if (worst !== undefined) return unreadable(worst.reason);
  return outcomes[0] ?? marksNoChange('It is empty');
}

function attempt(read: () => ChangeParseOutcome): ChangeParseOutcome {
  try {
    return read();
  } catch {
    return unreadable('It cannot be read');
  }
}

export function marksNoChange(reason: string): ChangeParseOutcome {
  return { outcome: 'ignored', reason };
}

export function unreadable(reason: string): ChangeParseOutcome {
  return { outcome: 'unreadable', reason };
}
