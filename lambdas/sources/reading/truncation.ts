import { type JsonObject, textOf } from './json.ts';

/** What a sender says that it left out of a delivery; null when it says nothing. */
export function leftOutBy(payload: JsonObject): string | null {
  const count = Number(textOf(payload['truncatedAlerts']) ?? 0);
  if (count > 0)
    return `Its sender left out ${count} more ${count === 1 ? 'alert' : 'alerts'} of this group.`;
  const isCut = ['truncated', 'isTruncated', 'is_truncated'].some(
    (name) => payload[name] === true || payload[name] === 'true',
  );
  return isCut ? 'Its sender cut this short.' : null;
}

/** A description that says so. */
export function withLeftOut(description: string | null, leftOut: string | null): string | null {
  return leftOut === null ? description : [leftOut, description].filter((text) => text !== null).join('\n');
}
