import type { Resource } from '../../domain/records/resource.ts';
import type { IamStatement } from '../../ports/plug-ins/action.ts';
import { allow } from '../../resources/allow.ts';
import { type DeadLetterQueueId, deadLetterQueue } from '../../resources/dead-letter-queue.ts';

/** What it takes to look into dead-letter queues and to move what is in them. */
export function lettersPermissions(
  targets: readonly Resource<DeadLetterQueueId>[],
  destinations: readonly string[],
): readonly IamStatement[] {
  const arns = targets.map(({ id }) => deadLetterQueue.arns(id));
  return [
    ...allow(
      ['sqs:GetQueueUrl', 'sqs:GetQueueAttributes'],
      [...arns.flatMap(({ queue, source }) => [queue, source]), ...destinations],
    ),
    ...allow(
      [
        'sqs:ReceiveMessage',
        'sqs:DeleteMessage',
        'sqs:StartMessageMoveTask',
        'sqs:ListMessageMoveTasks',
        'sqs:CancelMessageMoveTask',
      ],
      arns.map(({ queue }) => queue),
    ),
    ...allow(['sqs:SendMessage'], destinations),
  ];
}
