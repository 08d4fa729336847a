import type { Alert, AlertStatus } from '../../domain/records/alert.ts';
import { alertOf } from './alert-of.ts';
import { alertParts } from './alert-parts.ts';
import { fieldNames as names } from './field-names.ts';
import { instantOf } from './instant.ts';
import { isObject, type JsonObject, listOf, textAt, textOf, textsOf } from './json.ts';
import { resolvedFor } from './resolve-reason.ts';
import { statusForWord } from './state-words.ts';
import { tagsOf } from './tags.ts';
import { leftOutBy, withLeftOut } from './truncation.ts';
import { serviceIn, userService } from './user-service.ts';

/** The alert in a payload without a known format, if it plainly has a title, a status and an identity; otherwise null. */
export function guessAlert(
  source: string,
  payload: unknown,
  identityInstead: string | null = null,
): Alert | null {
  if (!isObject(payload)) return null;
  const { own, around, envelopes } = alertParts(
    payload,
    (part) => statusIn([part]) !== null && titleIn([part]) !== null,
  );
  const told = [...own, ...around];
  const all = [...told, ...envelopes];
  const status = endOf(statusIn(all) ?? statusOfEvent(all), all);
  const title = titleIn(all);
  const identity = identityIn(own, around, envelopes) ?? identityInstead;
  if (status === null || title === null || identity === null) return null;
  const labels = Object.assign({}, ...all.toReversed().map(labelsOf));
  const startsAt = firstInstant(told, names.startsAt);
  return alertOf(source, {
    identity,
    status,
    title,
    description: withLeftOut(firstText(all, names.description), leftOutBy(payload)),
    service: userService(firstName(all, names.service)) ?? serviceIn(labels),
    severityRaw: firstText(all, names.severity) ?? labels['severity'] ?? null,
    labels,
    place: {
      account: firstText(all, names.account),
      region: firstText(all, names.region),
      resource: firstText(all, names.resource),
      environment: firstName(all, names.environment),
      host: firstText(all, names.host),
    },
    startsAt: startsAt ?? firstInstant(own, names.time),
    endsAt: status === 'resolved' ? firstInstant(told, names.endsAt) : null,
    saidAt:
      firstInstant(all, names.saidAt) ??
      firstInstant(envelopes, names.time) ??
      (startsAt === null ? null : firstInstant(own, names.time)),
    links: names.link.map((name) => firstText(all, [name])),
  });
}

function titleIn(parts: readonly JsonObject[]): string | null {
  return firstText(parts, names.title);
}

/** The alert's own first. What names an alert may stand beside it; the id of an envelope is that of one event. */
function identityIn(
  own: readonly JsonObject[],
  around: readonly JsonObject[],
  envelopes: readonly JsonObject[],
): string | null {
  return (
    firstText(own, [...names.identity, ...names.ownIdentity]) ??
    firstText([...around, ...envelopes], names.identity) ??
    firstText(around, names.ownIdentity)
  );
}

function statusIn(parts: readonly JsonObject[]): AlertStatus | null {
  for (const part of parts) {
    for (const name of names.status) {
      const status = statusForWord(textOf(part[name]));
      if (status !== null) return status;
    }
  }
  return null;
}

/** `alert.resolved`, where the alert itself has no state. */
function statusOfEvent(parts: readonly JsonObject[]): AlertStatus | null {
  for (const part of parts) {
    for (const name of names.eventType) {
      const [, word = null] =
        /^[\w-]{1,60}[.:/]([\w-]{1,60})$/.exec(textOf(part[name])?.slice(0, 121) ?? '') ?? [];
      const status = statusForWord(word);
      if (status !== null) return status;
    }
  }
  return null;
}

function endOf(status: AlertStatus | null, parts: readonly JsonObject[]): AlertStatus | null {
  if (status !== 'resolved') return status;
  const by = firstName(parts, names.endedBy);
  return resolvedFor(
    ...names.reason.map((name) => firstText(parts, [name]) ?? kindIn(parts, name)),
    /^time-?out$/i.test(by ?? '') ? 'expired' : by,
  );
}

/** `resolution: { type }`. */
function kindIn(parts: readonly JsonObject[], name: string): string | null {
  return (
    parts.map((part) => textAt(part[name], 'type', 'code', 'name', 'reason')).find((text) => text !== null) ??
    null
  );
}

function firstText(parts: readonly JsonObject[], candidates: readonly string[]): string | null {
  for (const part of parts) {
    for (const name of candidates) {
      const text = textOf(part[name]);
      if (text !== null) return text;
    }
  }
  return null;
}

/** A text, or the name in an object: `service: { id, name }`. */
function firstName(parts: readonly JsonObject[], candidates: readonly string[]): string | null {
  for (const part of parts) {
    for (const name of candidates) {
      const text = textOf(part[name]) ?? textAt(part[name], 'name', 'summary', 'slug', 'id');
      if (text !== null) return text;
    }
  }
  return null;
}

function firstInstant(parts: readonly JsonObject[], candidates: readonly string[]): string | null {
  for (const part of parts) {
    for (const name of candidates) {
      const instant = instantOf(part[name]);
      if (instant !== null) return instant;
    }
  }
  return null;
}

/** `labels` and `tags` as an object, as `name:value`, or as a list of `{key, value}` where OpenTelemetry wraps the value. */
function labelsOf({ labels, tags }: JsonObject): Record<string, string> {
  return { ...namedTexts(tags), ...namedTexts(labels) };
}

function namedTexts(labels: unknown): Record<string, string> {
  if (isObject(labels)) return textsOf(labels);
  if (!listOf(labels).some(isObject)) return tagsOf(labels);
  return textsOf(
    Object.fromEntries(
      listOf(labels).map((label) => [
        textAt(label, 'key', 'name'),
        textAt(label, 'value', 'value.stringValue'),
      ]),
    ),
  );
}
