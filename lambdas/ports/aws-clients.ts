import type { Location } from '../domain/records/resource.ts';

/** A client class of the AWS SDK, such as `LambdaClient`. */
export type AwsClientClass<C> = new (config: never) => C;

/** `once`: its commands must not be repeated after a lost answer. */
export type AwsClientMode = 'repeatable' | 'once';

/**
 * Clients of the AWS SDK, one per class, mode and Region, kept. Credentials, endpoints, connections, attempts, timeouts and the mapping of
 * errors are set where this is built: what `send` rejects with is one of our errors, with an AwsFault as its cause when AWS answered.
 */
export interface AwsClients {
  /**
   * Default: repeatable, in the Region of the process. `once` sends each command a single time, and again only when AWS refused it for
   * being asked too often.
   */
  get<C>(Client: AwsClientClass<C>, mode?: AwsClientMode, region?: string): C;
  /**
   * Those of a location. In another account they act by the role that this function has there, taken when the first command is sent. `session`: what CloudTrail there shows of it, such as incident and step; default: the name of the function.
   */
  in(location: Location, session?: string): AwsClients;
}

/** What AWS answered in place of a result. It has none of the service's words: they may quote what was sent. */
export class AwsFault extends Error {
  /** The name that the service gives it, such as `ConditionalCheckFailedException`, or `HTTP 502`. */
  readonly fault: string;
  readonly status: number;

  constructor(fault: string, status: number, requestId: string | null = null) {
    super(`${fault}${requestId === null ? '' : ` (request ${requestId})`}`);
    this.name = 'AwsFault';
    this.fault = fault;
    this.status = status;
  }
}

/** The name of the fault behind an error, such as `ResourceNotFoundException`; null when AWS did not answer with one. */
export function awsFaultOf(error: unknown): string | null {
  return error instanceof Error && error.cause instanceof AwsFault ? error.cause.fault : null;
}

/** The output of a command, or `otherwise` when AWS answers it with one of these faults. */
export async function orOnFault<Output, const Otherwise>(
  sent: Promise<Output>,
  faults: readonly string[],
  otherwise: Otherwise,
): Promise<Output | Otherwise> {
  try {
    return await sent;
  } catch (error) {
    if (faults.includes(awsFaultOf(error) ?? '')) return otherwise;
    throw error;
  }
}
