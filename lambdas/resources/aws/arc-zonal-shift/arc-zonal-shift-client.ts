import { constructStack } from '@smithy/core/client';
import type { MetadataBearer, RetryErrorInfo, RetryStrategyV2, RetryToken } from '@smithy/types';
import type { ZonalShiftCommand } from './commands.ts';
import { type ExchangeConfig, exchange } from './exchange.ts';

interface ClientConfig extends ExchangeConfig {
  readonly retryStrategy: RetryStrategyV2;
}

/**
 * Calls ARC zonal shift as clients of the AWS SDK do, and is made, retried and logged where they are (lambdas/ports/aws-clients.ts). To be
 * replaced by `@aws-sdk/client-arc-zonal-shift` once that is a dependency (docs/adr/0050).
 */
export class ArcZonalShiftClient {
  readonly config: ClientConfig & { readonly serviceId: string };
  readonly middlewareStack = constructStack<object, MetadataBearer>();

  constructor(config: ClientConfig) {
    this.config = { ...config, serviceId: 'ARC Zonal Shift' };
  }

  async send<Output>(command: ZonalShiftCommand<Output>): Promise<Output> {
    let output: Output | undefined;
    const handler = this.middlewareStack.resolve(
      async () => {
        output = await this.#repeat(() => exchange(this.config, command));
        return { response: {}, output: { $metadata: {} } };
      },
      { commandName: `${command.schema[2]}Command` },
    );
    await handler({ input: command.input });
    return output as Output;
  }

  async #repeat<Output>(attempt: () => Promise<Output>): Promise<Output> {
    const { retryStrategy } = this.config;
    let token: RetryToken = await retryStrategy.acquireInitialRetryToken('');
    while (true) {
      try {
        const output = await attempt();
        retryStrategy.recordSuccess(token);
        return output;
      } catch (error) {
        const next = await retryStrategy.refreshRetryTokenForRetry(token, infoOf(error)).catch(() => null);
        if (next === null) throw error;
        token = next;
        await new Promise((resolve) => setTimeout(resolve, next.getRetryDelay()));
      }
    }
  }
}

/** As the SDK tells failures apart; what was cut off or got no answer is transient. */
function infoOf(error: unknown): RetryErrorInfo {
  const { name, $metadata } = Object(error);
  const status = Number(Object($metadata).httpStatusCode ?? 0);
  if (status === 429 || name === 'ThrottlingException') return { errorType: 'THROTTLING' };
  if (status >= 500 || status === 0) return { errorType: 'TRANSIENT' };
  return { errorType: 'CLIENT_ERROR' };
}
