import {
  DescribeDBClustersCommand,
  DescribeDBInstancesCommand,
  FailoverDBClusterCommand,
  RDSClient,
} from '@aws-sdk/client-rds';
import { type AwsClients, awsFaultOf, orOnFault } from '../../ports/aws-clients.ts';
import type { AuroraClusterId } from '../aurora-cluster.ts';
import type { Written } from './written.ts';

export interface AuroraCluster {
  /** `available`, `failing-over` … */
  readonly status: string;
  readonly engine: string;
  /** Null: it has none, as in another Region of a global database. */
  readonly writer: string | null;
  readonly readers: readonly string[];
}

/** Null when there is no such cluster. https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBClusters.html */
export async function readCluster(
  aws: AwsClients,
  { cluster }: Pick<AuroraClusterId, 'cluster'>,
): Promise<AuroraCluster | null> {
  const sent = aws.get(RDSClient).send(new DescribeDBClustersCommand({ DBClusterIdentifier: cluster }));
  const found = (await orOnFault(sent, ['DBClusterNotFoundFault'], null))?.DBClusters?.[0];
  if (found === undefined) return null;
  const members = (found.DBClusterMembers ?? []).flatMap(({ DBInstanceIdentifier: id, IsClusterWriter }) =>
    id === undefined ? [] : [{ id, isWriter: IsClusterWriter === true }],
  );
  return {
    status: found.Status ?? 'unknown',
    engine: found.Engine ?? 'unknown',
    writer: members.find(({ isWriter }) => isWriter)?.id ?? null,
    readers: members.flatMap(({ id, isWriter }) => (isWriter ? [] : [id])),
  };
}

/** `available` …; null when there is no such instance. https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBInstances.html */
export async function readInstanceStatus(aws: AwsClients, instance: string): Promise<string | null> {
  const sent = aws.get(RDSClient).send(new DescribeDBInstancesCommand({ DBInstanceIdentifier: instance }));
  const found = await orOnFault(sent, ['DBInstanceNotFoundFault'], null);
  return found === null ? null : (found.DBInstances?.[0]?.DBInstanceStatus ?? 'unknown');
}

/** Sent a single time. https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_FailoverDBCluster.html */
export async function failOver(
  aws: AwsClients,
  { cluster }: Pick<AuroraClusterId, 'cluster'>,
  to: string,
): Promise<Written> {
  const command = new FailoverDBClusterCommand({
    DBClusterIdentifier: cluster,
    TargetDBInstanceIdentifier: to,
  });
  try {
    await aws.get(RDSClient, 'once').send(command);
    return 'written';
  } catch (error) {
    switch (awsFaultOf(error) ?? '') {
      case 'DBClusterNotFoundFault':
      case 'InvalidDBClusterStateFault':
        return 'conflict';
      case 'InvalidDBInstanceStateFault':
        return { refused: `${to} cannot take over now` };
      default:
        throw error;
    }
  }
}
