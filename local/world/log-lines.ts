import type { Account } from './account.ts';
import { MINUTE_MS } from './effect-level.ts';
import { hashText, unit } from './noise.ts';
import type { Scenario } from './scenario.ts';
import type { Effect, SimulatedService } from './scenario-schema.ts';
import { errorLinesAt, signalsAt } from './signals.ts';

/** A JSON line as Logs Insights sees it: fields by path. */
export type LogLine = Readonly<Record<string, string>>;

/** Of more good requests in a minute, so many are logged. */
const mostGood = 200;

/** Lines of one minute that a service writes: each failed request, errors that belong to none, and good requests. */
export function logLinesAt(
  scenario: Scenario,
  account: Account,
  service: SimulatedService,
  minuteMs: number,
): readonly LogLine[] {
  const { requests, errors } = signalsAt(scenario, account, service, minuteMs);
  const key = hashText(`${account.key}|${service.id}|lines|${minuteMs / MINUTE_MS}`);
  const written: LogLine[] = [];
  const write = (only: Effect['only'], error: string | null): void => {
    written.push(logLine(service, { key, index: written.length, minuteMs, only }, error));
  };
  for (const { error, count, only } of errorLinesAt(scenario, account, service, minuteMs)) {
    for (let index = 0; index < count; index += 1) write(only, error);
  }
  const good = Math.min(mostGood, requests - errors);
  for (let index = 0; index < good; index += 1) write(undefined, null);
  return written;
}

interface Place {
  readonly key: number;
  readonly index: number;
  readonly minuteMs: number;
  readonly only: Effect['only'];
}

/** A line as a structured logger writes it: whom the request was for, and what went wrong, if anything did. */
function logLine(service: SimulatedService, place: Place, error: string | null): LogLine {
  const { key, index, only } = place;
  const pick = (salt: number): number => unit(key ^ salt, index);
  // Few tenants make most of the requests.
  const tenants = Math.min(service.tenants, only?.tenants ?? service.tenants);
  const tenant = Math.floor(pick(0x1b873593) ** 2 * tenants);
  const user = Math.floor(pick(0x2f0b4b27) * Math.max(1, service.users / service.tenants));
  const line = {
    '@timestamp': String(place.minuteMs + Math.floor(pick(0x5bd1e995) * MINUTE_MS)),
    level: error === null ? 'INFO' : 'ERROR',
    message: error === null ? 'request handled' : 'request failed',
    tenantId: `tenant-${tenant + 1}`,
    userId: `user-${tenant * 1000 + user + 1}`,
    region: only?.region ?? at(service.regions, pick(0x38495ab5) ** 1.5),
    route: only?.route ?? at(service.routes, pick(0x4c957f2d) ** 1.5),
    requestId: `${key.toString(16)}-${index}`,
  };
  return error === null ? line : { ...line, ...errorFields(error, unit(key, index)) };
}

/** `TypeError: Cannot read …` in fields; `{n}` is a number and `{id}` an id that varies. */
function errorFields(error: string, varied: number): LogLine {
  const [, name = 'Error', said = error] = /^([A-Za-z]\w*): (.*)$/s.exec(error) ?? [];
  const text = said.replaceAll('{n}', String(1000 + Math.floor(varied * 9000))).replaceAll(
    '{id}',
    Math.floor(varied * 0xffffffff)
      .toString(16)
      .padStart(8, '0'),
  );
  return { 'error.name': name, 'error.message': text };
}

function at(values: readonly string[], part: number): string {
  return values[Math.floor(part * values.length)] ?? '';
}
