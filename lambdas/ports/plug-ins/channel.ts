import type { PersonPolicy } from '../../domain/policy/policy.ts';
import type { Obstacle } from '../../domain/reachability/obstacle.ts';
import type { PersonalNotification } from '../../domain/reporting/notifications/notification.ts';
import type { AwsClients } from '../aws-clients.ts';
import type { IamStatement } from './action.ts';

/** A variable of the environment that a channel reads; its value is a setting of the deployment. */
export interface ChannelVariable {
  /** What it is, as docs/configuration.md says. */
  readonly meaning: string;
  /** Name in the `context` of cdk.json. */
  readonly setting: string;
  /** What a value looks like, and how to say so. */
  readonly pattern: RegExp;
  readonly expected: string;
  /** Its value on a laptop. */
  readonly local: string;
  /** Its value on AWS where the setting is left out; `{stage}` is filled in. Left out: the setting must be given. */
  readonly deployed?: string;
}

/** What a channel is given to send with. */
export interface ChannelContext {
  readonly aws: AwsClients;
  /** Throws ConfigurationError when the variable is missing. */
  readonly variable: (name: string) => string;
  /** The value of one of its secrets. */
  readonly secret: (name: string) => Promise<string>;
}

/** Whether people could be reached by it, looked at before they have to be. */
export interface Reachability {
  /** What that takes beside the permissions to send, with the same names in braces. */
  readonly iam: readonly IamStatement[];
  /** Null: nothing speaks against it. Rejects where it cannot be told. Its words name no number and no secret. */
  obstacle(context: ChannelContext, person: PersonPolicy): Promise<Obstacle | null>;
}

/** What a channel is deployed with. */
export interface ChannelSetup {
  /** As `people.yaml` calls it. */
  readonly name: string;
  readonly env: Readonly<Record<string, ChannelVariable>>;
  /** By the variable that names the secret to the function, such as `CHAT_SECRET`: what it holds. The stack makes each empty. */
  readonly secrets: Readonly<Record<string, string>>;
  /** `{region}`, `{account}`, `{partition}` and the names of its variables, in braces, are filled in by the stack. */
  readonly iam: readonly IamStatement[];
  /** Left out: only sending shows it. */
  readonly reachability?: Reachability;
}

/** A way to reach people. `render` is pure: facts may quote hostile input, which it must make harmless. */
export interface Channel<Message = unknown> extends ChannelSetup {
  /** Whether only the person reads it: then it brings their personal link and match code, and must not without. */
  readonly isPrivate: boolean;
  /** Null: it has nothing to say there. One that is private says everything. */
  render(notification: PersonalNotification): Message | null;
  /** Rejects with DependencyUnavailableError when it was not taken. */
  send(context: ChannelContext, to: PersonPolicy, message: Message): Promise<void>;
}

/** A channel that is ready to send. */
export interface BoundChannel {
  readonly name: string;
  readonly isPrivate: boolean;
  /** False: the channel has nothing to say there. */
  deliver(to: PersonPolicy, notification: PersonalNotification): Promise<boolean>;
}

/** A channel that is ready to tell whether it reaches people. */
export interface BoundReachability {
  readonly name: string;
  obstacle(person: PersonPolicy): Promise<Obstacle | null>;
}
