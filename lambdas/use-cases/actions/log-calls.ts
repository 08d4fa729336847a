import type { LoggedCall } from '../../domain/records/logged-call.ts';
import {
  awsCommandLine,
  isChanging,
  type SdkCall,
} from '../../domain/response/command-log/aws-command-line.ts';
import { curlCommandLine } from '../../domain/response/command-log/curl-command-line.ts';
import {
  type AwsClientClass,
  type AwsClientMode,
  type AwsClients,
  awsFaultOf,
} from '../../ports/aws-clients.ts';
import type { Clock } from '../../ports/clock.ts';
import type { HttpClient, HttpRequest } from '../../ports/http-client.ts';

/** What every client of the SDK has. */
interface AnyClient {
  readonly config: { readonly serviceId: string; readonly region: () => Promise<string> };
  send(command: object, ...rest: readonly unknown[]): Promise<unknown>;
}

interface Clients {
  readonly aws: AwsClients;
  readonly http: HttpClient;
}

/** Where the AWS CLI finds what the calls are about. */
export interface LoggedPlace {
  /** Left out: the Region that a client calls. */
  readonly region?: string | undefined;
  /** Left out: the default one. */
  readonly profile?: string | undefined;
}

export interface CallLog {
  /** The same clients: what is sent by them to change something is noted. */
  readonly clients: Clients;
  /** Oldest first, as a record keeps them: nothing when nothing was sent. */
  asRecorded(): { readonly calls?: readonly LoggedCall[] };
}

/** An action that sends more is drained by the thousand: its own text says how many. */
const mostCalls = 20;

/** Notes each call that can change something, as it is sent and whatever becomes of it: no action has to tell what it does. */
export function logCalls({ aws, http }: Clients, clock: Clock, place: LoggedPlace = {}): CallLog {
  const calls: LoggedCall[] = [];
  /** What becomes of a call is noted in the place of what was to be sent. */
  const note = async <Answer>(
    command: string,
    answer: Promise<Answer>,
    faultOf: (answer: Answer) => string | null,
  ): Promise<Answer> => {
    if (calls.length >= mostCalls) return await answer;
    const noted = { at: clock.now().toISOString(), command };
    const place = calls.push({ ...noted, fault: 'no answer' }) - 1;
    try {
      const answered = await answer;
      calls[place] = { ...noted, fault: faultOf(answered) };
      return answered;
    } catch (error) {
      calls[place] = { ...noted, fault: awsFaultOf(error) ?? 'no answer' };
      throw error;
    }
  };
  const send = async (
    client: AnyClient,
    command: object,
    rest: readonly unknown[],
    region: string | undefined,
  ): Promise<unknown> => {
    const call = await callOf(client, command, { ...place, region });
    const sent = client.send(command, ...rest);
    return isChanging(call) ? await note(awsCommandLine(call), sent, () => null) : await sent;
  };
  const sendHttp = async (request: HttpRequest) => {
    const sent = http.send(request);
    if (request.method === 'GET') return await sent;
    return await note(curlCommandLine(request), sent, ({ status }) =>
      status < 400 ? null : `HTTP ${status}`,
    );
  };
  const logged = (given: AwsClients, regionThere?: string): AwsClients => ({
    get<C>(Client: AwsClientClass<C>, mode?: AwsClientMode, region?: string): C {
      const client = given.get(Client, mode, region);
      const shown = region ?? regionThere;
      return new Proxy(client as C & object, {
        get: (target, key) =>
          key === 'send'
            ? (command: object, ...rest: unknown[]) => send(anyClient(target), command, rest, shown)
            : Reflect.get(target, key),
      });
    },
    in: (...where) => logged(given.in(...where)),
  });
  return {
    clients: { aws: logged(aws, place.region), http: { send: sendHttp } },
    asRecorded: () => (calls.length === 0 ? {} : { calls: [...calls] }),
  };
}

async function callOf(
  { config }: AnyClient,
  command: object,
  { region, profile }: LoggedPlace,
): Promise<SdkCall> {
  const input: unknown = Reflect.get(command, 'input');
  return {
    serviceId: config.serviceId,
    operation: operationOf(command),
    input: typeof input === 'object' && input !== null ? { ...input } : {},
    region: region ?? (await config.region()),
    profile,
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
