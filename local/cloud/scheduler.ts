import type { Clock } from '../step-functions/values/clocks.ts';
import { awsError, jsonResponse } from './http/json-response.ts';
import {
  type LocalRequest,
  type LocalResponse,
  type LoopbackServer,
  serveLoopback,
} from './http/loopback-server.ts';
import { localArn } from './state/local-account.ts';
import type { StateDirectory } from './state/state-directory.ts';

const FILE = 'schedules.json';
const PERIOD_MS = 60_000;

interface Schedule {
  readonly name: string;
  readonly groupName: string;
  readonly targetArn: string;
  readonly input: unknown;
  /** Epoch milliseconds; null: forever. */
  readonly endsAt: number | null;
  /** Left out: a minute. */
  readonly periodMs?: number;
  /** Left out: it fires again and again. */
  readonly isOnce?: boolean;
  /** When it fires next, epoch milliseconds. */
  nextAt: number;
}

/** EventBridge Scheduler for schedules of every minute, and of one time, on Lambda functions, kept on disk. */
export class Scheduler {
  readonly #schedules = new Map<string, Schedule>();
  readonly #timers = new Map<string, () => void>();
  readonly #clock: Clock;
  readonly #state: StateDirectory;
  readonly #invoke: (functionArn: string, input: unknown) => Promise<unknown>;
  readonly #isShort: () => boolean;

  constructor(
    clock: Clock,
    state: StateDirectory,
    invoke: (functionArn: string, input: unknown) => Promise<unknown>,
    /** Whether nothing is called at the moment: what has one time only waits. */
    isShort: () => boolean = () => false,
  ) {
    this.#clock = clock;
    this.#state = state;
    this.#invoke = invoke;
    this.#isShort = isShort;
  }

  /** Takes up the schedules that were kept. */
  resume(): void {
    const kept = this.#state.readJson(FILE);
    for (const schedule of (Array.isArray(kept) ? kept : []) as Schedule[]) this.#put(schedule);
    this.#save();
  }

  /** A schedule of the deployment itself, such as the sweep's: not listed, not kept. */
  every(minutes: number, name: string, targetArn: string): void {
    this.#put({
      name,
      groupName: '',
      targetArn,
      input: {},
      endsAt: null,
      periodMs: minutes * PERIOD_MS,
      nextAt: this.#clock.now() + minutes * PERIOD_MS,
    });
  }

  serve(): Promise<LoopbackServer> {
    return serveLoopback(async (request) => this.#answer(request));
  }

  stop(): void {
    for (const cancel of this.#timers.values()) cancel();
    this.#timers.clear();
  }

  #answer({ method, path, query, body }: LocalRequest): LocalResponse {
    const name = decodeURIComponent(/^\/schedules\/([^/]+)$/.exec(path)?.[1] ?? '');
    if (name === '')
      return awsError(404, 'ResourceNotFoundException', 'Only /schedules/{name} is served here.');
    if (method === 'POST' || method === 'PUT') {
      return this.#write(method, name, JSON.parse(body.toString('utf8')));
    }
    const groupName = query.get('groupName') ?? 'default';
    const schedule = this.#schedules.get(`${groupName}/${name}`);
    if (schedule === undefined) {
      return awsError(404, 'ResourceNotFoundException', `Schedule ${name} does not exist.`);
    }
    if (method !== 'DELETE') return jsonResponse(200, { Name: name, GroupName: groupName, State: 'ENABLED' });
    this.#drop(schedule);
    return jsonResponse(200, {});
  }

  /** CreateSchedule and UpdateSchedule: the latter replaces everything, and continues at the same minute. */
  #write(method: 'POST' | 'PUT', name: string, request: Record<string, unknown>): LocalResponse {
    const groupName = typeof request['GroupName'] === 'string' ? request['GroupName'] : 'default';
    const previous = this.#schedules.get(`${groupName}/${name}`);
    if (method === 'POST' && previous !== undefined) {
      return awsError(409, 'ConflictException', `Schedule ${name} already exists.`);
    }
    if (method === 'PUT' && previous === undefined) {
      return awsError(404, 'ResourceNotFoundException', `Schedule ${name} does not exist.`);
    }
    const expression = String(request['ScheduleExpression']);
    const [, time] = /^at\((\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\)$/.exec(expression) ?? [];
    if (expression !== 'rate(1 minute)' && time === undefined) {
      return awsError(400, 'ValidationException', 'Only rate(1 minute) and at(…) are served here.');
    }
    const onceAt = time === undefined ? null : Date.parse(`${time}Z`);
    const target = request['Target'] as { Arn: string; Input?: string };
    const end = request['EndDate'];
    if (previous !== undefined) this.#drop(previous);
    this.#put({
      name,
      groupName,
      targetArn: target.Arn,
      input: JSON.parse(target.Input ?? '{}'),
      endsAt: end === undefined ? null : epochMs(end),
      nextAt: onceAt ?? previous?.nextAt ?? this.#clock.now() + PERIOD_MS,
      ...(onceAt === null ? {} : { isOnce: true }),
    });
    this.#save();
    return jsonResponse(200, {
      ScheduleArn: localArn('scheduler', `schedule/${groupName}/${name}`),
    });
  }

  #put(schedule: Schedule): void {
    this.#schedules.set(key(schedule), schedule);
    this.#timers.set(
      key(schedule),
      this.#clock.setTimer(schedule.nextAt, () => this.#fire(schedule)),
    );
  }

  #fire(schedule: Schedule): void {
    if (schedule.endsAt !== null && this.#clock.now() > schedule.endsAt) {
      this.#drop(schedule);
      return;
    }
    const waits = schedule.isOnce === true && this.#isShort();
    if (schedule.isOnce === true && !waits) {
      this.#drop(schedule);
    } else {
      schedule.nextAt = this.#clock.now() + (schedule.periodMs ?? PERIOD_MS);
      this.#put(schedule);
    }
    if (waits) return;
    void this.#invoke(schedule.targetArn, schedule.input);
  }

  #drop(schedule: Schedule): void {
    this.#timers.get(key(schedule))?.();
    this.#timers.delete(key(schedule));
    this.#schedules.delete(key(schedule));
    this.#save();
  }

  #save(): void {
    this.#state.writeJson(
      FILE,
      [...this.#schedules.values()].filter(({ groupName }) => groupName !== ''),
    );
  }
}

function key({ groupName, name }: Schedule): string {
  return `${groupName}/${name}`;
}

/** The REST-JSON protocol writes timestamps as epoch seconds; people write ISO 8601. */
function epochMs(time: unknown): number {
  return typeof time === 'number' ? time * 1000 : Date.parse(String(time));
}
