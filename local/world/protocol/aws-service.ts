import type { LocalRequest, LocalResponse } from '../../cloud/http/loopback-server.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { StoryEvent } from '../scenario/scenario-schema.ts';
import type { SimulatedService } from '../scenario/service-schema.ts';
import type { AccountView, Consumption, Span } from '../signals/account-view.ts';
import type { MetricNamespace, StatisticOf } from '../signals/metric.ts';

/** What a service of the account works with while it answers a request or plays an event. */
export interface ServiceContext<State> {
  readonly state: State;
  readonly scenario: Scenario;
  readonly account: AccountView;
  /** Time of the simulated clock, epoch milliseconds. */
  readonly nowMs: number;
  /** Entries of a list that one page holds at most, whatever is asked for. */
  readonly mostPerPage: number;
  /** Puts what changed on disk; called before the answer. */
  readonly save: () => void;
  /** State of another service that this one acts on. */
  readonly stateOf: <Other extends object>(service: AwsService<Other>) => Other;
  /** What CloudWatch knows; each call begins with an empty memory of minutes. */
  statistics(): StatisticOf;
}

/** The wire protocol of a service. */
export interface ServiceProtocol<State> {
  /** The operation's name, such as `UpdateAlias`; null when the request names none that is simulated. */
  operationOf(request: LocalRequest): string | null;
  answer(request: LocalRequest, context: ServiceContext<State>): Promise<LocalResponse>;
}

/** How a service plays the story events that are its own. */
export interface StoryPlayer<State> {
  /** Lets the event happen and gives what an onlooker would say; null when it is not about this service. */
  play(event: StoryEvent, context: ServiceContext<State>): string | null;
  /** When what the event did was in place; null when it is not about this service. */
  spansOf(event: StoryEvent, state: State, scenario: Scenario): readonly Span[] | null;
}

/** One AWS service of the simulated account: its state, its API, and what it does to the signals. */
export interface AwsService<State extends object = object> {
  /** What requests are signed for; also the key of its state. */
  readonly signingName: string;
  /** `AWS_ENDPOINT_URL_<suffix>` is the variable that points clients at it. */
  readonly endpointSuffix: string;
  /** Of other clients that sign for the same service, such as one for each version of its API. */
  readonly otherEndpointSuffixes?: readonly string[];
  /** It is no service of AWS: what is sent to these hosts comes here, unsigned. */
  readonly hosts?: RegExp;
  /** What is there when the scenario begins: plain JSON, kept on disk. */
  seed(scenario: Scenario, startedAtMs: number): State;
  /** Absent while only its metrics are simulated. */
  readonly protocol?: ServiceProtocol<State>;
  /** Whoever calls is answered, of whatever account. */
  readonly isForAll?: true;
  readonly story?: StoryPlayer<State>;
  /** What it publishes to CloudWatch. */
  readonly metrics?: readonly MetricNamespace[];
  /** The share of the clients for whom a flag of its own is on; null when it has no such flag. */
  flagShareAt?(state: State, flag: string, atMs: number): number | null;
  /** Requests that what it runs of a service can work on at once; null when it runs none of it. */
  /** Requests a minute that it lets through to a service; null when it limits none. */
  requestLimitAt?(state: State, service: SimulatedService, atMs: number): number | null;
  capacityAt?(state: State, service: SimulatedService, atMs: number): number | null;
  /** Requests beyond that capacity are turned away; left out: they wait and fail. */
  readonly turnsAway?: true;
  /** How much of a queue what it runs takes, oldest first; null when it takes none of it. */
  consumptionOf?(state: State, queue: string): readonly Consumption[] | null;
  /** Messages of a dead-letter queue at a moment, when its scenario has brought `produced` by then. */
  deadLettersAt?(state: State, deadLetterQueue: string, atMs: number, produced: number): number;
}
