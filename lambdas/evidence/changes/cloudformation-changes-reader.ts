import type { ServicePolicy } from '../../domain/policy/schemas/services-schema.ts';
import type { Change } from '../../domain/records/evidence.ts';
import type { Resource } from '../../domain/records/resource.ts';
import { plainLine } from '../../domain/records/text/plain-line.ts';
import { changeLookBackHours, hoursBefore } from '../../domain/triage/changes/change-window.ts';
import { type StackOperation, stackOperations } from '../../domain/triage/changes/stack-operations.ts';
import { trackRecordBefore } from '../../domain/triage/changes/track-record.ts';
import type { AwsClients } from '../../ports/aws-clients.ts';
import type { IamStatement } from '../../ports/plug-ins/action.ts';
import { allow } from '../../resources/allow.ts';
import { readStackEvents } from '../../resources/aws/cloudformation-events.ts';
import { type CloudFormationStackId, cloudFormationStack } from '../../resources/cloudformation-stack.ts';
import { consolePage } from '../../resources/console-page.ts';
import { resourcesOf } from '../../resources/resources-of.ts';
import type { ChangesReader } from './changes-reader.ts';

/**
 * Updates of the CloudFormation stacks that policy names, by their events: which began when, how many resources each
 * worked on, how it ended. Who did it is in CloudTrail only.
 */
export function createCloudFormationChangesReader(aws: AwsClients): ChangesReader {
  return {
    name: 'CloudFormation',
    async read({ service, startedAt }) {
      const since = hoursBefore(startedAt, changeLookBackHours);
      const stacks = resourcesOf([service], cloudFormationStack);
      const found = await Promise.all(
        stacks.map(async (stack) =>
          changesOf(
            service,
            stack,
            stackOperations(await readStackEvents(aws, stack.id.stack, since)),
            since,
          ),
        ),
      );
      return found.flat();
    },
  };
}

/** What the reader may call. */
export function cloudFormationChangesIam(services: readonly ServicePolicy[]): readonly IamStatement[] {
  return allow(
    ['cloudformation:DescribeStackEvents'],
    resourcesOf(services, cloudFormationStack).map(({ id }) => cloudFormationStack.arns(id).stack),
  );
}

/** The track record is of the operations whose events were read: those of the last days, and of the page that went further back. */
function changesOf(
  service: ServicePolicy,
  resource: Resource<CloudFormationStackId>,
  operations: readonly StackOperation[],
  since: Date,
): readonly Change[] {
  const history = operations.map(({ at, end }) => ({
    at,
    harmful: end === 'failed' || end === 'rolled back',
  }));
  return operations
    .filter(({ at }) => at >= since.toISOString())
    .map(({ id, stackId, kind, at, resources, end }) => ({
      deployment: { id, inProgress: kind === 'updated' && end === 'in progress' },
      ...(id === operations.at(-1)?.id ? {} : { superseded: true as const }),
      id: `cloudformation:${id}`,
      kind: 'stack-update',
      service: service.id,
      resource,
      summary: plainLine(
        `${cloudFormationStack.describe(resource.id)} ${kind} (${resources} ${resources === 1 ? 'resource' : 'resources'}${end === 'done' ? '' : `, ${end}`})`,
        300,
      ),
      at,
      actor: null,
      size: { count: resources, of: 'resources' },
      trackRecord: trackRecordBefore(history, at),
      before: null,
      after: null,
      link: consolePage(
        service.region,
        '/cloudformation/home',
        `#/stacks/events?stackId=${encodeURIComponent(stackId)}`,
      ),
    }));
}
