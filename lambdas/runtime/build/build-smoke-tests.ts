import { createAwsClients } from '../../adapters/aws/clients/aws-clients.ts';
import { createHttpProbe } from '../../adapters/http/create-http-probe.ts';
import { createTimerTimeouts } from '../../adapters/timers/timer-timeouts.ts';
import { findSmokeTestKind } from '../../smoke-tests/index.ts';
import type { RunSmokeTestDeps } from '../../use-cases/smoke-tests/run-smoke-test.ts';
import type { Environment } from '../env/env.ts';
import { systemClock } from '../env/system-clock.ts';
import { buildSendHttp } from './build-http-client.ts';
import { buildSecrets } from './build-services.ts';

/** A flow may take as long as policy gives it; a call of it is not repeated. */
const callSeconds = 25;

export function buildSmokeTests(env: Environment): RunSmokeTestDeps {
  return {
    aws: createAwsClients({
      env,
      attempts: 1,
      timeoutSeconds: callSeconds,
      totalTimeoutSeconds: callSeconds,
    }),
    probe: createHttpProbe(buildSendHttp(env)),
    smokeSecrets: buildSecrets(env),
    findSmokeTestKind,
    timeouts: createTimerTimeouts(),
    clock: systemClock,
  };
}
