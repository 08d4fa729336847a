import { ConfigurationError, DependencyUnavailableError } from '../../domain/errors.ts';
import { failureReason } from '../../domain/failure-reason.ts';
import type { CompiledPolicy } from '../../domain/policy/policy.ts';
import type { ReachabilityFinding } from '../../domain/reachability/obstacle.ts';
import { reachedBy } from '../../domain/reachability/reached-by.ts';
import { rotaGapFindings } from '../../domain/reachability/rota-gap-findings.ts';
import { signInFindings } from '../../domain/reachability/sign-in-findings.ts';
import { reachabilityNotification } from '../../domain/reporting/notifications/reachability-notification.ts';
import type { SignIn } from '../../domain/sign-in/sign-in.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Notifier } from '../../ports/notifier.ts';
import type { BoundReachability } from '../../ports/plug-ins/channel.ts';
import type { SignInStore } from '../../ports/stores/sign-in-store.ts';

export interface CheckReachabilityDeps {
  /** Channels that can tell whether they reach people. */
  readonly reachableBy: readonly BoundReachability[];
  readonly signIns: SignInStore;
  readonly notifier: Notifier;
  readonly policy: CompiledPolicy;
  readonly clock: Clock;
}

/** Looks whether everybody could be reached and act, and tells of what it finds; of nothing, nobody is told. May be repeated. */
export async function checkReachability(
  deps: CheckReachabilityDeps,
): Promise<{ readonly found: number; readonly unreached: readonly string[] }> {
  const { policy, clock, notifier } = deps;
  const now = clock.now();
  const findings = [
    ...(await channelFindings(deps)),
    ...signInFindings(policy, await lastSignIns(deps), now),
    ...rotaGapFindings(policy, now),
  ];
  if (findings.length === 0) return { found: 0, unreached: [] };
  const { unreached } = await notifier.tell(reachabilityNotification(findings, policy, now));
  return { found: findings.length, unreached };
}

async function channelFindings({
  reachableBy,
  policy,
}: CheckReachabilityDeps): Promise<readonly ReachabilityFinding[]> {
  const findings: ReachabilityFinding[] = [];
  for (const channel of reachableBy) {
    try {
      for (const person of reachedBy(policy, channel.name)) {
        const obstacle = await channel.obstacle(person);
        if (obstacle !== null) findings.push({ state: 'obstacle', ...obstacle });
      }
    } catch (error) {
      // The others are asked all the same; this one would answer the same of everybody.
      if (!(error instanceof ConfigurationError || error instanceof DependencyUnavailableError)) throw error;
      const what = `whether ${channel.name} reaches people is not known: ${failureReason(error)}`;
      findings.push({ state: 'unknown', what, next: `docs/channels.md#${channel.name}` });
    }
  }
  return findings;
}

async function lastSignIns({
  signIns,
  policy: { people },
}: CheckReachabilityDeps): Promise<ReadonlyMap<string, SignIn>> {
  if (people.signIn === undefined) return new Map();
  const found = await Promise.all(people.people.map(({ id }) => signIns.readSignIn(id)));
  return new Map(found.flatMap((each) => (each === null ? [] : [[each.person, each] as const])));
}
