import type { LocalRequest, LocalResponse } from '../cloud/http/loopback-server.ts';
import type { StateDirectory } from '../cloud/state/state-directory.ts';
import { whyRefused } from './accounts/session.ts';
import type { AwsService, ServiceContext } from './protocol/aws-service.ts';
import { restFault } from './protocol/rest-json.ts';
import type { Scenario } from './scenario/scenario.ts';
import type { StoryEvent } from './scenario/scenario-schema.ts';
import type { SimulatedService } from './scenario/service-schema.ts';
import { awsServices } from './services/index.ts';
import type { AccountView, Capacity, Consumption, Span } from './signals/account-view.ts';
import { createStatistics } from './signals/metric.ts';

const FILE = 'account.json';

/** Asked for every minute of every service: only those that can say something. */
/** Asked for every minute, too. */
const throttlingServices = awsServices.filter((service) => service.requestLimitAt !== undefined);
const limitingServices = awsServices.filter((service) => service.capacityAt !== undefined);
const consumingServices = awsServices.filter((service) => service.consumptionOf !== undefined);

interface AccountState {
  /** Name and seed. */
  readonly scenario: string;
  readonly startedAt: string;
  /** Events of the story that have happened since the start. */
  played: number;
  /** Conditions that came, by the event's id. */
  readonly conditions: Record<string, { readonly from: string; readonly until: string | null }>;
  /** By signing name. */
  readonly services: Record<string, object>;
}

/** The simulated AWS account: the state of its services, which scenarios and requests change. Every change is on disk before it is answered. */
export class Account implements AccountView {
  readonly scenario: Scenario;
  /** Entries of a list that one page of an answer holds at most: real services may give fewer than were asked for. */
  mostPerPage = Number.POSITIVE_INFINITY;
  readonly #state: AccountState;
  readonly #directory: Pick<StateDirectory, 'writeJson'>;
  readonly #spans = new Map<string, readonly Span[]>();

  private constructor(scenario: Scenario, state: AccountState, directory: Pick<StateDirectory, 'writeJson'>) {
    this.scenario = scenario;
    this.#state = state;
    this.#directory = directory;
    for (const service of awsServices) {
      // What a version before this one kept may lack what a service has had since.
      state.services[service.signingName] = {
        ...service.seed(scenario, this.startedAtMs),
        ...state.services[service.signingName],
      };
    }
  }

  /** The account that was kept, if the same scenario made it; else a new one. */
  static open(
    scenario: Scenario,
    directory: Pick<StateDirectory, 'readJson' | 'writeJson'>,
    nowMs: number,
  ): Account {
    const kept = directory.readJson(FILE) as AccountState | undefined;
    if (kept?.scenario === keyOf(scenario)) {
      return new Account(scenario, kept, directory);
    }
    const startedAt = iso(nowMs);
    const state = {
      scenario: keyOf(scenario),
      startedAt,
      played: 0,
      conditions: {},
      services: {},
    };
    const account = new Account(scenario, state, directory);
    for (const event of scenario.story.filter(({ afterSeconds }) => afterSeconds < 0)) {
      account.play(event, nowMs + event.afterSeconds * 1000);
    }
    account.save();
    return account;
  }

  get key(): string {
    return this.#state.scenario;
  }

  get startedAtMs(): number {
    return Date.parse(this.#state.startedAt);
  }

  get played(): number {
    return this.#state.played;
  }

  finishEvent(): void {
    this.#state.played += 1;
    this.save();
  }

  /** State of one of its services. Whoever changes it calls `save`. */
  stateOf<State extends object>({ signingName }: AwsService<State>): State {
    const state = this.#state.services[signingName];
    if (state === undefined) throw new Error(`The simulated account has no ${signingName}`);
    // Only the service itself put it there, by its seed.
    return state as State;
  }

  save(): void {
    this.#spans.clear();
    this.#directory.writeJson(FILE, this.#state);
  }

  /** Lets an event happen. @returns what an onlooker would say */
  play(event: StoryEvent, atMs: number): string {
    const { id = '', condition } = event;
    let said = condition?.summary ?? null;
    if (condition !== undefined) {
      const until = condition.forSeconds === undefined ? null : iso(atMs + condition.forSeconds * 1000);
      this.#state.conditions[id] = { from: iso(atMs), until };
    }
    for (const service of awsServices) {
      said ??= service.story?.play(event, this.#contextOf(service, atMs)) ?? null;
    }
    if (said === null) throw new Error('An event of the story does nothing');
    this.save();
    return said;
  }

  spansOf(eventId: string): readonly Span[] {
    const known = this.#spans.get(eventId);
    if (known !== undefined) return known;
    const event = this.scenario.story.find(({ id }) => id === eventId);
    const spans = event === undefined ? [] : this.#spansOfEvent(eventId, event);
    this.#spans.set(eventId, spans);
    return spans;
  }

  #spansOfEvent(id: string, event: StoryEvent): readonly Span[] {
    for (const service of awsServices) {
      const spans = service.story?.spansOf(event, this.stateOf(service), this.scenario);
      if (spans != null) return spans;
    }
    const condition = this.#state.conditions[id];
    if (condition === undefined) return [];
    const until = condition.until === null ? Number.POSITIVE_INFINITY : Date.parse(condition.until);
    return [{ from: Date.parse(condition.from), until, share: 1 }];
  }

  flagShareAt(flag: string, atMs: number): number {
    for (const service of awsServices) {
      const share = service.flagShareAt?.(this.stateOf(service), flag, atMs) ?? null;
      if (share !== null) return share;
    }
    return 0;
  }

  requestLimitAt(of: SimulatedService, atMs: number): number | null {
    const limits = throttlingServices.flatMap(
      (service) => service.requestLimitAt?.(this.stateOf(service), of, atMs) ?? [],
    );
    return limits.length === 0 ? null : Math.min(...limits);
  }

  capacityAt(of: SimulatedService, atMs: number): Capacity | null {
    for (const service of limitingServices) {
      const requests = service.capacityAt?.(this.stateOf(service), of, atMs) ?? null;
      if (requests !== null) return { requests, turnsAway: service.turnsAway ?? false };
    }
    return null;
  }

  consumptionOf(queue: string): readonly Consumption[] {
    for (const service of consumingServices) {
      const consumption = service.consumptionOf?.(this.stateOf(service), queue) ?? null;
      if (consumption !== null) return consumption;
    }
    return [];
  }

  deadLettersAt(deadLetterQueue: string, atMs: number, produced: number): number {
    return awsServices.reduce(
      (count, service) =>
        service.deadLettersAt?.(this.stateOf(service), deadLetterQueue, atMs, produced) ?? count,
      produced,
    );
  }

  /** Answers one request to a service, by the name that it is signed for; null when the account has no such service. */
  async answer(signingName: string, request: LocalRequest, nowMs: number): Promise<LocalResponse | null> {
    const service = awsServices.find((one) => one.signingName === signingName);
    if (service?.protocol === undefined) return null;
    const isForAll = service.isForAll === true || service.hosts !== undefined;
    const refused = isForAll ? null : whyRefused(this.scenario, request, nowMs);
    if (refused !== null) return restFault(refused);
    return await service.protocol.answer(request, this.#contextOf(service, nowMs));
  }

  #contextOf<State extends object>(service: AwsService<State>, nowMs: number): ServiceContext<State> {
    return {
      state: this.stateOf(service),
      scenario: this.scenario,
      account: this,
      nowMs,
      mostPerPage: this.mostPerPage,
      save: () => this.save(),
      stateOf: (other) => this.stateOf(other),
      statistics: () =>
        createStatistics(
          awsServices.flatMap(({ metrics = [] }) => metrics),
          this.scenario,
          this,
        ),
    };
  }
}

function keyOf({ name, seed }: Scenario): string {
  return seed === null ? name : `${name}#${seed}`;
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
