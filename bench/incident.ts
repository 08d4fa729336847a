import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aslFile } from '../lib/functions/asl-substitutions.ts';
import { startLocal } from '../local/start-local.ts';
import { eventually } from '../test/support/servers/eventually.ts';
import { LocalClient } from '../test/support/servers/local-client.ts';
import { type SeenRequest, watchAwsTraffic } from './measuring/aws-traffic.ts';
import type { Measurement } from './measuring/measurement.ts';

const speed = 120;
const patienceSeconds = 90;

/**
 * Plays one incident from alert to postmortem on the laptop, with the deployed bundles, and counts what it took: the
 * bad deployment, approved and rolled back.
 */
export async function benchIncident(): Promise<readonly Measurement[]> {
  const stateDir = await mkdtemp(join(tmpdir(), 'firebreak-bench-'));
  const traffic = watchAwsTraffic();
  const local = await startLocal({ stateDir, port: 0, speed, scenario: 'bad-deploy', tell: () => {} });
  try {
    const client = new LocalClient(local.addresses);
    const approval = await eventually(
      'a mail that asks',
      async () => (await client.approvalMails())[0],
      patienceSeconds,
    );
    const { status } = await client.decide(approval, 'approve');
    if (status !== 200) throw new Error(`The approval was answered with ${status}`);
    await eventually(
      'the postmortem',
      async () => {
        const [listed] = await client.incidents();
        if (listed?.status !== 'closed') return undefined;
        const incident = await client.incident(listed.id);
        return incident['postmortem'] === null ? undefined : incident;
      },
      patienceSeconds,
    );
    const states = await eventually(
      'the end of the workflow',
      () => enteredStates(traffic.requests),
      patienceSeconds,
    );
    const { requests } = traffic;
    return [
      count('transitions before the first wait', states.findIndex(isWait) + 1, 12),
      count('transitions', states.length, 20),
      count('DynamoDB writes', requests.filter(isWrite).length, 26),
      count('mails', requests.filter((request) => isMail(request, local.addresses.inbox)).length, null),
      count(
        'metrics requested',
        requests.reduce((sum, request) => sum + metricsIn(request), 0),
        40,
      ),
    ];
  } finally {
    await local.stop();
    traffic.stop();
    await rm(stateDir, { recursive: true, force: true });
  }
}

/** The inbox passes mails on to a server behind it, in this process too: only those to the inbox count. */
function isMail({ host, path }: SeenRequest, inbox: string): boolean {
  return path === '/v2/email/outbound-emails' && host === new URL(inbox).host;
}

function isWrite({ target }: SeenRequest): boolean {
  return /^DynamoDB_20120810\.(PutItem|UpdateItem|DeleteItem)$/.test(target ?? '');
}

/** CloudWatch charges for metrics, not for expressions over them. */
function metricsIn(request: SeenRequest): number {
  if (!request.target?.endsWith('.GetMetricData')) return 0;
  const { MetricDataQueries }: { MetricDataQueries: readonly object[] } = JSON.parse(request.body());
  return MetricDataQueries.filter((query) => 'MetricStat' in query).length;
}

const definition = readFileSync(aslFile, 'utf8');

function isWait(state: string): boolean {
  const { Resource }: { Resource?: string } = JSON.parse(definition).States[state] ?? {};
  return Resource?.endsWith('.waitForTaskToken') ?? false;
}

/** Undefined until the one execution has ended. */
async function enteredStates(requests: readonly SeenRequest[]): Promise<readonly string[] | undefined> {
  const start = requests.find(({ target }) => target === 'AWSStepFunctions.StartExecution');
  if (start === undefined) return undefined;
  const call = async <Output>(operation: string, input: object): Promise<Output> => {
    const response = await fetch(`http://${start.host}/`, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': `AWSStepFunctions.${operation}`,
      },
      body: JSON.stringify(input),
    });
    return (await response.json()) as Output;
  };
  const { stateMachineArn, name } = JSON.parse(start.body());
  const executionArn = `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`;
  const { status } = await call<{ status: string }>('DescribeExecution', { executionArn });
  if (status === 'RUNNING') return undefined;
  const { events } = await call<{ events: readonly HistoryEvent[] }>('GetExecutionHistory', {
    executionArn,
    maxResults: 1000,
  });
  return events.flatMap(({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name ?? []);
}

interface HistoryEvent {
  readonly stateEnteredEventDetails?: { readonly name: string };
}

function count(figure: string, value: number, atMost: number | null): Measurement {
  return {
    suite: 'incident',
    subject: 'bad deployment, approved',
    figure,
    value,
    unit: 'count',
    target: atMost === null ? null : { atMost },
  };
}
