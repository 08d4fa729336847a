import { hashText, unit } from '../../chance/noise.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import type { Effect } from '../../scenario/scenario-schema.ts';
import type { SimulatedService } from '../../scenario/service-schema.ts';
import type { AccountView } from '../../signals/account-view.ts';
import { MINUTE_MS } from '../../signals/effect-level.ts';
import { type ErrorLines, errorLinesAt, signalsAt } from '../../signals/signals.ts';

/** A JSON line as Logs Insights sees it: fields by path. What nobody asks for is not made up. */
export interface LogLine {
  /** Epoch milliseconds. */
  readonly at: number;
  field(path: string): string | undefined;
  /** In the order in which a logger writes them. */
  readonly paths: readonly string[];
}

/** Of more good requests in a minute, so many are logged. */
const mostGood = 200;

/** What a service wrote in a minute, by what the lines say. */
export interface LoggedMinute {
  readonly service: SimulatedService;
  readonly minuteMs: number;
  readonly errors: readonly ErrorLines[];
  readonly good: number;
  /** What chance depends on. */
  readonly key: number;
}

/** What a service writes in one minute: each failed request, errors that belong to none, and good requests. */
export function loggedMinute(
  scenario: Scenario,
  account: AccountView,
  service: SimulatedService,
  minuteMs: number,
): LoggedMinute {
  const signals = signalsAt(scenario, account, service, minuteMs);
  return {
    service,
    minuteMs,
    errors: errorLinesAt(scenario, account, service, minuteMs, signals),
    good: Math.min(mostGood, signals.requests - signals.throttled - signals.errors),
    key: hashText(`${account.key}|${service.id}|lines|${minuteMs / MINUTE_MS}`),
  };
}

/** The lines of a minute, made one by one. */
export function* linesIn(minute: LoggedMinute): Generator<LogLine> {
  let index = 0;
  for (const { error, count, only } of minute.errors) {
    for (const end = index + count; index < end; index += 1) {
      yield new WrittenLine(minute, index, only, error);
    }
  }
  for (const end = index + minute.good; index < end; index += 1) {
    yield new WrittenLine(minute, index, undefined, null);
  }
}

const goodPaths = [
  '@timestamp',
  'level',
  'message',
  'tenantId',
  'userId',
  'region',
  'zone',
  'route',
  'sourceIp',
  'requestId',
] as const;
const errorPaths = [...goodPaths, 'error.name', 'error.message'] as const;

/** A line as a structured logger writes it: whom the request was for, and what went wrong, if anything did. */
class WrittenLine implements LogLine {
  readonly #minute: LoggedMinute;
  readonly #index: number;
  readonly #only: Effect['only'];
  readonly #error: string | null;

  constructor(minute: LoggedMinute, index: number, only: Effect['only'], error: string | null) {
    this.#minute = minute;
    this.#index = index;
    this.#only = only;
    this.#error = error;
  }

  get at(): number {
    return this.#minute.minuteMs + Math.floor(this.#pick(0x5bd1e995) * MINUTE_MS);
  }

  get paths(): readonly string[] {
    return this.#error === null ? goodPaths : errorPaths;
  }

  field(path: string): string | undefined {
    const { service, key } = this.#minute;
    switch (path) {
      case '@timestamp':
        return String(this.at);
      case 'level':
        return this.#error === null ? 'INFO' : 'ERROR';
      case 'message':
        return this.#error === null ? 'request handled' : 'request failed';
      case 'tenantId':
        return `tenant-${this.#tenant() + 1}`;
      case 'userId': {
        const user = Math.floor(this.#pick(0x2f0b4b27) * Math.max(1, service.users / service.tenants));
        return `user-${this.#tenant() * 1000 + user + 1}`;
      }
      case 'region':
        return this.#only?.region ?? at(service.regions, this.#pick(0x38495ab5) ** 1.5);
      case 'zone': {
        const { zones } = service;
        return zones && (this.#only?.zone ?? at(zones, this.#pick(0x52dce729)));
      }
      case 'route':
        return this.#only?.route ?? at(service.routes, this.#pick(0x4c957f2d) ** 1.5);
      case 'sourceIp':
        return this.#only?.address ?? clientAddress(this.#pick(0x6b5c9f11), service.users);
      case 'requestId':
        return `${key.toString(16)}-${this.#index}`;
      case 'error.name':
        return this.#error === null ? undefined : errorParts(this.#error).name;
      case 'error.message':
        return this.#error === null ? undefined : filled(errorParts(this.#error), unit(key, this.#index));
      default:
        return undefined;
    }
  }

  /** Few tenants make most of the requests. */
  #tenant(): number {
    const { tenants } = this.#minute.service;
    return Math.floor(this.#pick(0x1b873593) ** 2 * Math.min(tenants, this.#only?.tenants ?? tenants));
  }

  #pick(salt: number): number {
    return unit(this.#minute.key ^ salt, this.#index);
  }
}

/** Of one of the users, each of whom has one. https://www.rfc-editor.org/rfc/rfc5737 */
function clientAddress(part: number, users: number): string {
  const user = Math.floor(part * users);
  return `198.51.${100 + (user >> 8)}.${user & 0xff}`;
}

interface ErrorParts {
  readonly name: string;
  readonly text: string;
  readonly varies: boolean;
}

/** `TypeError: Cannot read …` in fields. A scenario has few of them. */
const partsOf = new Map<string, ErrorParts>();

function errorParts(error: string): ErrorParts {
  const known = partsOf.get(error);
  if (known !== undefined) return known;
  const [, name = 'Error', text = error] = /^([A-Za-z]\w*): (.*)$/s.exec(error) ?? [];
  const made = { name, text, varies: /\{(?:n|id)\}/.test(text) };
  partsOf.set(error, made);
  return made;
}

/** `{n}` is a number and `{id}` an id that varies. */
function filled({ text, varies }: ErrorParts, varied: number): string {
  if (!varies) return text;
  return text.replaceAll('{n}', String(1000 + Math.floor(varied * 9000))).replaceAll(
    '{id}',
    Math.floor(varied * 0xffffffff)
      .toString(16)
      .padStart(8, '0'),
  );
}

function at(values: readonly string[], part: number): string {
  return values[Math.floor(part * values.length)] ?? '';
}
