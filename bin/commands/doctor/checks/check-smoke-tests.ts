import { isPublicAddress } from '../../../../lambdas/adapters/http/public-address.ts';
import type { SmokeTest } from '../../../../lambdas/domain/policy/schemas/smoke-test-schema.ts';
import { findSmokeTestKind } from '../../../../lambdas/smoke-tests/index.ts';
import { incidentPath } from '../../../api/find-incident.ts';
import { readResponse } from '../../../api/read-response.ts';
import type { Installation } from '../../../installation/installation.ts';
import { type Check, type Finding, ok, problem } from '../finding.ts';
import { secretFinding } from './secret-finding.ts';

type Found = Omit<Finding, 'check'>;

/** Incidents of a service that are looked at for how its smoke tests went, the newest. */
const incidentsRead = 5;

/** Whether each smoke test could be made, and how it went in the newest incident that tried it. It runs none. */
export const smokeTests: Check = {
  name: 'smoke tests',
  needs: 'secretsmanager:DescribeSecret, and execute-api:Invoke on GET /v1/incidents',
  isLocalToo: true,
  async find({ installation, policy }) {
    const problems: Found[] = [];
    const seen: string[] = [];
    for (const { id: service, smokeTests: tests } of policy.services) {
      if (tests.length === 0) continue;
      for (const test of tests) problems.push(...(await whatIsInTheWay(installation, service, test)));
      const outcomes = await newestOutcomes(installation, service, tests.length);
      for (const { id } of tests) {
        const outcome = outcomes.get(id);
        if (outcome?.state === 'not-met') {
          problems.push(
            problem(
              `${service} ${id} failed when it was tried last, at ${outcome.at}: ${outcome.text}`,
              `npx firebreak smoke run --service ${service}, and docs/smoke-tests.md`,
            ),
          );
        } else {
          seen.push(
            `${service} ${id} ${outcome === undefined ? 'not tried lately' : `passed ${outcome.at}`}`,
          );
        }
      }
    }
    if (problems.length > 0) return problems;
    return [ok(seen.length === 0 ? 'none: recovery is judged by metrics alone' : seen.join('; '))];
  },
};

async function whatIsInTheWay(
  installation: Installation,
  service: string,
  { id, kind, spec }: SmokeTest,
): Promise<readonly Found[]> {
  const known = findSmokeTestKind(kind);
  if (known === null)
    return [problem(`${service} ${id}: there is no kind of smoke test ${kind}`, 'docs/smoke-tests.md')];
  const found: Found[] = [];
  for (const secret of known.secrets(spec)) {
    const finding = await secretFinding(installation.userAws, secret);
    if (finding !== null) found.push({ ...finding, found: `${service} ${id}: ${finding.found}` });
  }
  for (const host of known.hosts(spec)) {
    const addresses = await installation.addressesOf(host);
    if (addresses === null || (addresses.length > 0 && addresses.every(isPublicAddress))) continue;
    found.push(
      problem(
        addresses.length === 0
          ? `${service} ${id}: nobody knows the name ${host}`
          : `${service} ${id}: ${host} is at ${addresses.join(', ')}, which is not asked: it is not public`,
        'Correct host in services.yaml. What is inside a network is tried by a function (docs/smoke-tests.md#function).',
      ),
    );
  }
  return found;
}

interface Outcome {
  readonly at: string;
  readonly state: string;
  readonly text: string;
}

/** By the id of the test, where an incident saw it pass or fail. */
async function newestOutcomes(
  installation: Installation,
  service: string,
  testCount: number,
): Promise<ReadonlyMap<string, Outcome>> {
  const path = `/v1/incidents?status=all&service=${encodeURIComponent(service)}&limit=${incidentsRead}`;
  const { incidents } = readResponse('GET /v1/incidents', await installation.ask(path));
  const outcomes = new Map<string, Outcome>();
  for (const { id, sensitive } of incidents) {
    if (outcomes.size === testCount) break;
    // Not everybody may read it, and then the whole check would know nothing.
    if (sensitive) continue;
    const { recovery } = readResponse('GET /v1/incidents/{id}', await installation.ask(incidentPath(id)));
    if (recovery === null) continue;
    for (const { id: criterion, state, text } of recovery.criteria) {
      const test = /^smoke:(.+)$/.exec(criterion)?.[1];
      if (test === undefined || outcomes.has(test) || !['met', 'not-met'].includes(state)) continue;
      outcomes.set(test, { at: recovery.at, state, text });
    }
  }
  return outcomes;
}
