import type { StatusPagePolicy } from '../../domain/policy/schemas/public-status-schema.ts';
import type { PublicRelease, PublicStatus } from '../../domain/records/public-status/public-status.ts';
import type { AwsClients } from '../aws-clients.ts';
import type { HttpClient } from '../http-client.ts';
import type { IamStatement } from './action.ts';
import type { ChannelSetup } from './channel.ts';

/** What a status page is called with. */
export interface StatusPageContext {
  readonly http: HttpClient;
  readonly aws: AwsClients;
  readonly place: StatusPagePolicy;
  /** Public names of all services that it may be told of. */
  readonly names: readonly string[];
  /** The value of one of its secrets. */
  readonly secret: (name: string) => Promise<string>;
}

/** What is to be there: an incident with its releases. */
export interface PublicPost
  extends Pick<PublicStatus, 'incidentId' | 'service' | 'name' | 'startedAt' | 'releases'> {
  /** The one to publish, which is the newest. */
  readonly release: PublicRelease;
  /** What the page calls the incident; null: nothing is known to be there. */
  readonly ref: string | null;
}

/** Where it is then, for whoever looks for it. */
export interface PublicPlace {
  readonly ref: string;
  /** Null: the page does not say. */
  readonly url: string | null;
}

/**
 * A place where the public reads about incidents. Names and texts are shown as text: no markup, no template, whatever a person typed.
 * Every call rejects with DependencyUnavailableError where it may go another time (away, slow, asked too often; nobody knows then whether
 * it was done), and with ConfigurationError where the setup is at fault.
 */
export interface StatusPage extends ChannelSetup {
  /** Values of its secrets on a laptop, where a service of this computer stands for it. */
  readonly localSecrets: Readonly<Record<string, string>>;
  /** What `host` in people.yaml looks like; null: it has none. */
  readonly host: { readonly pattern: RegExp; readonly expected: string; readonly isRequired: boolean } | null;
  readonly to: { readonly pattern: RegExp; readonly expected: string };
  /** What publishing there needs of AWS. */
  iamFor(place: StatusPagePolicy): readonly IamStatement[];
  /** What of it is an object in a bucket of the user's, which people read; null: nothing is. */
  objectIn(place: StatusPagePolicy): { readonly bucket: string; readonly key: string } | null;
  /** Brings it there once, however often it is called: it looks for what an earlier call may have done. */
  publish(context: StatusPageContext, post: PublicPost): Promise<PublicPlace>;
  /** Whether a release would get there; what stands in the way, in sentences. Changes nothing. */
  check(context: StatusPageContext): Promise<readonly string[]>;
}

/** A status page that is ready for one place of people.yaml. */
export interface BoundStatusPage {
  readonly place: StatusPagePolicy;
  publish(post: PublicPost): Promise<PublicPlace>;
  check(): Promise<readonly string[]>;
}
