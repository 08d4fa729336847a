import type { AlertStatus } from '../domain/records/alert.ts';
import { alertOf, hashOf } from './reading/alert-of.ts';
import { defineSource } from './reading/define-source.ts';
import { instantOf } from './reading/instant.ts';
import { isObject, type JsonObject, listOf, textOf } from './reading/json.ts';
import { alertsFound, quarantined } from './reading/outcomes.ts';
import { tagsOf } from './reading/tags.ts';
import { serviceIn } from './reading/user-service.ts';
import { verifyToken } from './verifying/token.ts';

/** Datadog's webhook: people write its body themselves, so fields are found by any spelling of their names. */
export const datadog = defineSource({
  name: 'datadog',
  verify: verifyToken,
  read(payload) {
    if (!isObject(payload)) return quarantined('It is not a Datadog notification');
    const field = fieldsOf(payload);
    const given = field('eventtitle', 'title', 'alerttitle', 'alertname', 'monitorname', 'name');
    const title = given?.slice(0, 2000) ?? null;
    const identity = identityOf(payload, field, title);
    if (title === null || identity === null) return quarantined('It has neither a title nor an identity');
    const scope = [field('alertscope', 'scope'), ...listOf(payload['scopes']).map(textOf)].join(',');
    const tags = { ...tagsOf(scope), ...tagsOf(payload['tags']) };
    const description = field('description', 'body', 'eventmsg', 'textonlymsg', 'message', 'text');
    const told = statusOf(
      field('alerttransition', 'transition'),
      title,
      field('alerttype', 'alertstatus', 'status'),
    );
    const status = told === 'resolved' && isResolvedByTime(description) ? 'no-data' : told;
    const date = instantOf(
      field('date', 'alertdate', 'lastupdated', 'timestamp', 'dateposix', 'lastupdatedposix'),
    );
    return alertsFound([
      alertOf('datadog', {
        identity,
        status,
        title,
        description,
        service: serviceIn(tags),
        severityRaw: priorityOf(field('alertpriority', 'priority', 'severity'), title),
        labels: tags,
        place: { host: field('hostname', 'host') },
        startsAt: date,
        endsAt: status === 'resolved' ? date : null,
        saidAt: date,
        links: [field('link', 'url', 'alerturl', 'eventurl'), field('snapshot')],
      }),
    ]);
  },
});

type Field = (...names: readonly string[]) => string | null;

/** Objects in which people like to group the variables of the alert; `org` and `user` are about other things. */
const groups = ['alert', 'event', 'monitor'] as const;

/**
 * Looks fields up by lower-case letters only: `ALERT_TRANSITION`, `alertTransition`, `$alert-transition` and `alert: { transition }` are
 * one. A variable that Datadog did not know stays as it was written (`$AGGREG_KEY`): it is no value.
 */
function fieldsOf(payload: JsonObject): Field {
  const byName = new Map<string, string>();
  const add = (name: string, value: unknown): void => {
    const text = textOf(value);
    const key = name.toLowerCase().replaceAll(/[^a-z]/g, '');
    if (text !== null && !/^\$[A-Z_]+$/.test(text) && !byName.has(key)) byName.set(key, text);
  };
  for (const [key, value] of Object.entries(payload)) add(key, value);
  for (const group of groups) {
    const members = payload[group];
    if (!isObject(members)) continue;
    for (const [key, value] of Object.entries(members)) {
      add(group + key, value);
      add(key, value);
    }
  }
  return (...names) => names.map((name) => byName.get(name)).find((text) => text !== undefined) ?? null;
}

/** What of a title in brackets is about this transition. */
const changing = /^\[P[1-5]\]$|triggered|recovered|warn|no data|renotify/i;

/** Never the title as it is: its brackets change with the transition. */
function identityOf(payload: JsonObject, field: Field, title: string | null): string | null {
  const key = field('aggregkey', 'aggregationkey', 'alertcyclekey', 'cyclekey', 'alertcycleid');
  if (key !== null) return key;
  const monitor = field('monitorid', 'alertid');
  const scope = field('alertscope', 'scope') ?? scopesOf(payload['scopes']);
  if (monitor !== null) return scope === '' ? monitor : `${monitor}|${scope}`;
  if (title === null) return null;
  return hashOf(title.replaceAll(/\[[^[\]]{1,200}\]/g, (part) => (changing.test(part) ? '' : part)).trim());
}

function scopesOf(value: unknown): string {
  const scopes = listOf(value)
    .map(textOf)
    .filter((scope) => scope !== null);
  return scopes.toSorted((a, b) => (a < b ? -1 : 1)).join(',');
}

function statusOf(transition: string | null, title: string, type: string | null): AlertStatus {
  const term =
    transition ??
    /\[((?:re-)?(?:triggered|no data recovered|recovered from no data|recovered|warn|no data|renotify|muted|unmuted|deleted))\b/i.exec(
      title,
    )?.[1] ??
    type ??
    '';
  // That there is data again, or none is needed any more, says nothing of the thing itself.
  if (/no.?data/i.test(term)) return 'no-data';
  if (/\b(un)?muted\b|\bdeleted\b/i.test(term)) return 'updated';
  if (!/recovered|^(ok|success|resolved)$/i.test(term)) return 'firing';
  return 'resolved';
}

/** A monitor may resolve itself after some hours without data. Its message is the user's own text, so only plain words count. */
function isResolvedByTime(description: string | null): boolean {
  return /\bauto(?:matically |-)?resolved\b/i.test(description?.slice(0, 2000) ?? '');
}

function priorityOf(priority: string | null, title: string): string | null {
  if (priority !== null && /^[1-5]$/.test(priority)) return `P${priority}`;
  return priority ?? /\[(P[1-5])\]/.exec(title)?.[1] ?? null;
}
