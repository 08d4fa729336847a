import type { Account } from './account.ts';
import { MINUTE_MS } from './effect-level.ts';
import { hashText, unit } from './noise.ts';
import type { Scenario } from './scenario.ts';
import type { Effect, SimulatedService } from './scenario-schema.ts';
import { errorLinesAt, signalsAt } from './signals.ts';

/** A JSON line as Logs Insights sees it: fields by path. */
export type LogLine = Readonly<Record<string, string>>;

/** Lines of one minute that a service writes: one for each request, and those that belong to none. */
export function logLinesAt(
  scenario: Scenario,
  account: Account,
  service: SimulatedService,
  minuteMs: number,
): readonly LogLine[] {
  const { requests, errors } = signalsAt(scenario, account, service, minuteMs);
  const lines = errorLinesAt(scenario, account, service, minuteMs);
  const key = hashText(`${account.key}|${service.id}|lines|${minuteMs / MINUTE_MS}`);
  const failed = lines.flatMap(({ error, count, only }) =>
    Array.from({ length: count }, () => ({ error, only })),
  );
  const written = failed.map(({ error, only }, index) =>
    errorLine(error, requestOf(service, key, index, only), timeOf(minuteMs, key, index)),
  );
  const good = Math.max(0, requests - errors);
  for (let index = 0; index < good; index += 1) {
    const place = failed.length + index;
    const fields = requestOf(service, key, place, undefined);
    written.push({
      '@timestamp': timeOf(minuteMs, key, place),
      level: 'INFO',
      message: 'request handled',
      ...fields,
    });
  }
  return written;
}

function timeOf(minuteMs: number, key: number, index: number): string {
  return String(minuteMs + Math.floor(unit(key ^ 0x5bd1e995, index) * MINUTE_MS));
}

/** `TypeError: Cannot read …` as a structured logger writes it; `{n}` is a number, `{id}` an id that varies. */
function errorLine(error: string, fields: Readonly<Record<string, string>>, at: string): LogLine {
  const [, name = 'Error', said = error] = /^([A-Za-z]\w*): (.*)$/s.exec(error) ?? [];
  const varied = hashText(`${at}|${fields['requestId']}`);
  const text = said
    .replaceAll('{n}', String(1000 + (varied % 9000)))
    .replaceAll('{id}', varied.toString(16).padStart(8, '0'));
  return {
    '@timestamp': at,
    level: 'ERROR',
    message: 'request failed',
    'error.name': name,
    'error.message': text,
    ...fields,
  };
}

/** Whom a request was for: few tenants make most of the requests. */
function requestOf(
  service: SimulatedService,
  key: number,
  index: number,
  only: Effect['only'],
): Readonly<Record<string, string>> {
  const pick = (salt: number): number => unit(key ^ Math.imul(salt, 0x01000193), index);
  const tenants = Math.min(service.tenants, only?.tenants ?? service.tenants);
  const tenant = Math.floor(pick(1) ** 2 * tenants);
  const user = Math.floor(pick(2) * Math.max(1, service.users / service.tenants));
  return {
    tenantId: `tenant-${tenant + 1}`,
    userId: `user-${tenant * 1000 + user + 1}`,
    region: only?.region ?? at(service.regions, pick(3) ** 1.5),
    route: only?.route ?? at(service.routes, pick(4) ** 1.5),
    requestId: `${(key >>> 0).toString(16)}-${index}`,
  };
}

function at(values: readonly string[], part: number): string {
  return values[Math.floor(part * values.length)] ?? '';
}
