import type { ServiceContext } from '../../protocol/aws-service.ts';
import { dynamoDb } from '../dynamodb/dynamodb.ts';
import { changeCapacity, findTable, wantedCapacity } from '../dynamodb/table-state.ts';
import { ecs } from '../ecs/ecs.ts';
import { findEcsService, setDesiredCount } from '../ecs/ecs-state.ts';
import { taskCountsAt } from '../ecs/task-counts.ts';
import { countAt, setProvisioned } from '../lambda/concurrency-state.ts';
import { lambda } from '../lambda/lambda.ts';
import { findAlias } from '../lambda/lambda-state.ts';
import type { ScalingState } from './scalable-targets.ts';

/** Something whose capacity can be set. */
export interface ScaledResource {
  capacityAt(atMs: number): number;
  setCapacity(capacity: number, atMs: number): void;
}

type FindScaled = (resourceId: string, context: ServiceContext<ScalingState>) => ScaledResource | null;

const tableUnits =
  (units: 'read' | 'write'): FindScaled =>
  (resourceId, context) => {
    const found = findTable(context.stateOf(dynamoDb), resourceId.replace(/^table\//, ''));
    if (found === undefined) return null;
    return {
      capacityAt: (atMs) => wantedCapacity(found, atMs)?.[units] ?? 0,
      setCapacity(capacity, atMs) {
        const before = wantedCapacity(found, atMs);
        if (before !== null) changeCapacity(found, { ...before, [units]: capacity }, atMs);
      },
    };
  };

/** What is simulated, by its dimension. */
export const scaledResources: Readonly<Record<string, FindScaled>> = {
  'ecs:service:DesiredCount': (resourceId, context) => {
    const [, cluster, name = ''] = /^service\/([^/]+)\/([^/]+)$/.exec(resourceId) ?? [];
    const found = findEcsService(context.stateOf(ecs), name, cluster);
    if (found === undefined) return null;
    return {
      capacityAt: (atMs) => taskCountsAt(found, atMs).desired,
      setCapacity: (capacity, atMs) => setDesiredCount(found, capacity, atMs),
    };
  },
  'dynamodb:table:ReadCapacityUnits': tableUnits('read'),
  'dynamodb:table:WriteCapacityUnits': tableUnits('write'),
  'lambda:function:ProvisionedConcurrency': (resourceId, context) => {
    const [, name = '', alias = ''] = resourceId.split(':');
    const found = findAlias(context.stateOf(lambda), name, alias);
    if (found === undefined) return null;
    return {
      capacityAt: (atMs) => countAt(found.provisioned, atMs) ?? 0,
      setCapacity: (capacity, atMs) => setProvisioned(found, capacity, atMs),
    };
  },
};
