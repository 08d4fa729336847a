import { DependencyUnavailableError, FirebreakError } from '../../domain/errors.ts';
import type { ServicePolicy } from '../../domain/policy/schemas/services-schema.ts';
import type { SmokeTest } from '../../domain/policy/schemas/smoke-test-schema.ts';
import type { SmokeRun } from '../../domain/records/recovery-look/recovery-look.ts';
import type { AwsClients } from '../../ports/aws-clients.ts';
import type { Clock } from '../../ports/clock.ts';
import type { HttpProbe } from '../../ports/http-probe.ts';
import type { SmokeTestKind, SmokeTestResult } from '../../ports/plug-ins/smoke-test.ts';
import type { Secrets } from '../../ports/secrets.ts';
import type { Timeouts } from '../../ports/timeouts.ts';

export interface RunSmokeTestDeps {
  readonly aws: AwsClients;
  readonly probe: HttpProbe;
  readonly smokeSecrets: Secrets;
  readonly findSmokeTestKind: (kind: string) => SmokeTestKind | null;
  readonly timeouts: Timeouts;
  readonly clock: Clock;
}

/** One run of a smoke test. Whatever goes wrong is a result: what did not end in time failed, what could not be made is unknown. */
export async function runSmokeTest(
  deps: RunSmokeTestDeps,
  { location }: Pick<ServicePolicy, 'location'>,
  test: SmokeTest,
  before?: SmokeRun,
): Promise<SmokeRun> {
  const began = deps.clock.now();
  const { outcome, text, at = began.toISOString() } = await resultOf(deps, location, test);
  const checkedAt = deps.clock.now();
  return {
    test: test.id,
    name: test.name ?? test.id,
    checkedAt: checkedAt.toISOString(),
    at,
    outcome,
    text,
    milliseconds: checkedAt.getTime() - began.getTime(),
    since: before?.outcome === outcome ? before.since : checkedAt.toISOString(),
  };
}

async function resultOf(
  { aws, probe, smokeSecrets, findSmokeTestKind, timeouts, clock }: RunSmokeTestDeps,
  location: ServicePolicy['location'],
  { id, kind, spec, timeoutSeconds }: SmokeTest,
): Promise<SmokeTestResult> {
  const found = findSmokeTestKind(kind);
  if (found === null) return { outcome: 'unknown', text: `there is no kind of smoke test ${kind}` };
  let isLate = false;
  try {
    return await timeouts.limit(timeoutSeconds, async (signal) => {
      signal.addEventListener('abort', () => {
        isLate = true;
      });
      const context = {
        aws: location === undefined ? aws : aws.in(location),
        http: probe,
        secret: (name: string) => smokeSecrets.read(name),
        id,
        now: clock.now(),
        signal,
      };
      return await found.run(context, spec);
    });
  } catch (error) {
    if (!(error instanceof FirebreakError)) throw error;
    // A flow that takes too long fails its users, whatever it would have answered.
    if (isLate && error instanceof DependencyUnavailableError) {
      return { outcome: 'failed', text: `did not end within ${timeoutSeconds} s` };
    }
    return { outcome: 'unknown', text: error.message };
  }
}
