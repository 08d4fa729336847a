import { profileOf } from '../../domain/locations/location-of.ts';
import type { LoggedCall } from '../../domain/records/logged-call.ts';
import type { Location } from '../../domain/records/resource.ts';
import {
  awsCommandLine,
  isChanging,
  type SdkCall,
} from '../../domain/response/command-log/aws-command-line.ts';
import {
  type AwsClientClass,
  type AwsClientMode,
  type AwsClients,
  awsFaultOf,
} from '../../ports/aws-clients.ts';
import type { Clock } from '../../ports/clock.ts';

/** What every client of the SDK has. */
interface AnyClient {
  readonly config: { readonly serviceId: string; readonly region: () => Promise<string> };
  send(command: object, ...rest: readonly unknown[]): Promise<unknown>;
}

export interface CallLog {
  /** The same clients: what is sent by them to change something is noted. */
  readonly aws: AwsClients;
  /** Oldest first, as a record keeps them: nothing when nothing was sent. */
  asRecorded(): { readonly calls?: readonly LoggedCall[] };
}

/** An action that sends more is drained by the thousand: its own text says how many. */
const mostCalls = 20;

/** Notes each call that can change something, as it is sent and whatever becomes of it: no action has to tell what it does. */
export function logCalls(given: AwsClients, clock: Clock, location?: Location): CallLog {
  const calls: LoggedCall[] = [];
  const send = async (client: AnyClient, command: object, rest: readonly unknown[]): Promise<unknown> => {
    const call = { ...(await callOf(client, command)), profile: profileOf(location) };
    if (!isChanging(call) || calls.length >= mostCalls) return await client.send(command, ...rest);
    const noted = { at: clock.now().toISOString(), command: awsCommandLine(call) };
    const place = calls.push({ ...noted, fault: 'no answer' }) - 1;
    try {
      const output = await client.send(command, ...rest);
      calls[place] = { ...noted, fault: null };
      return output;
    } catch (error) {
      calls[place] = { ...noted, fault: awsFaultOf(error) ?? 'no answer' };
      throw error;
    }
  };
  const logged = (aws: AwsClients): AwsClients => ({
    get<C>(Client: AwsClientClass<C>, mode?: AwsClientMode, region?: string): C {
      const client = aws.get(Client, mode, region);
      return new Proxy(client as C & object, {
        get: (target, key) =>
          key === 'send'
            ? (command: object, ...rest: unknown[]) => send(anyClient(target), command, rest)
            : Reflect.get(target, key),
      });
    },
    in: (...where) => logged(aws.in(...where)),
  });
  return {
    aws: logged(given),
    asRecorded: () => (calls.length === 0 ? {} : { calls: [...calls] }),
  };
}

async function callOf({ config }: AnyClient, command: object): Promise<SdkCall> {
  const input: unknown = Reflect.get(command, 'input');
  return {
    serviceId: config.serviceId,
    operation: operationOf(command),
    input: typeof input === 'object' && input !== null ? { ...input } : {},
    region: await config.region(),
  };
}

/** From the command's schema (its number, namespace and name): bundling shortens the names of classes. */
function operationOf(command: object): string {
  const schema: unknown = Reflect.get(command, 'schema');
  const name: unknown = Array.isArray(schema) ? schema[2] : undefined;
  return typeof name === 'string' ? name : command.constructor.name.replace(/Command$/, '');
}

/** Every client of the SDK has these; its own type says so in terms of its own commands. */
function anyClient(client: unknown): AnyClient {
  return client as AnyClient;
}
