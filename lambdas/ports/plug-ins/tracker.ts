import type { TrackerPolicy } from '../../domain/policy/schemas/follow-ups-schema.ts';
import type { Ticket } from '../../domain/records/follow-up/follow-up.ts';
import type { TicketFacts } from '../../domain/reporting/follow-ups/ticket-facts.ts';
import type { HttpClient } from '../http-client.ts';
import type { ChannelSetup } from './channel.ts';

/** What a tracker is called with. */
export interface TrackerContext {
  readonly http: HttpClient;
  readonly place: TrackerPolicy;
  /** The value of one of its secrets. */
  readonly secret: (name: string) => Promise<string>;
}

/** A ticket as its tracker tells of it. */
export type FoundTicket = Pick<Ticket, 'key' | 'url' | 'state'>;

/**
 * Where tickets of follow-ups go. `render` is pure: facts may quote hostile input, which it must make harmless: no mention, no link, no
 * markup, no keyword. Every call rejects with DependencyUnavailableError where it may go another time (away, slow, asked too often; of
 * `create` nobody knows then whether it was done), and with ConfigurationError where the setup is at fault.
 */
export interface Tracker<Body = unknown> extends ChannelSetup {
  /** Values of its secrets on a laptop, where a service of this computer stands for it. */
  readonly localSecrets: Readonly<Record<string, string>>;
  /** What `host` and `to` in people.yaml look like; null: the host may be left out. */
  readonly host: { readonly pattern: RegExp; readonly expected: string; readonly isRequired: boolean };
  readonly to: { readonly pattern: RegExp; readonly expected: string };
  render(facts: TicketFacts, place: TrackerPolicy): Body;
  /** The ticket of a follow-up that was proposed at `since`; null: there is none. The oldest, should there be several. */
  find(context: TrackerContext, followUpId: string, since: string): Promise<FoundTicket | null>;
  create(context: TrackerContext, body: Body): Promise<FoundTicket>;
  /** `gone`: deleted, or out of sight. */
  read(context: TrackerContext, key: string): Promise<Ticket['state']>;
  /** Whether tickets may be read and made there; what stands in the way, in sentences. Makes none. */
  check(context: TrackerContext): Promise<readonly string[]>;
}

/** A tracker that is ready for one place of people.yaml. */
export interface BoundTracker {
  readonly place: TrackerPolicy;
  find(followUpId: string, since: string): Promise<FoundTicket | null>;
  create(facts: TicketFacts): Promise<FoundTicket>;
  read(key: string): Promise<Ticket['state']>;
  check(): Promise<readonly string[]>;
}
