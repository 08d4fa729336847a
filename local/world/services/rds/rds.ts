import { AwsFault } from '../../protocol/aws-fault.ts';
import { awsQuery, listOf, type QueryOperation } from '../../protocol/aws-query.ts';
import type { AwsService, ServiceContext } from '../../protocol/aws-service.ts';
import {
  clusterAt,
  type DbCluster,
  findCluster,
  lostSpans,
  type RdsState,
  seedRds,
  startFailover,
} from './rds-state.ts';

/** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBClusters.html */
const describeDbClusters: QueryOperation<RdsState> = (input, context) => ({
  DBClusters: listOf('DBCluster', [describe(clusterOf(input, context), context)]),
});

/** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBInstances.html */
const describeDbInstances: QueryOperation<RdsState> = (input, { state }) => {
  const id = input.get('DBInstanceIdentifier') ?? '';
  const found = state.clusters.flatMap(({ instances }) => instances).find((instance) => instance.id === id);
  if (found === undefined) throw new AwsFault('DBInstanceNotFound', `DBInstance ${id} not found.`, 404);
  return {
    DBInstances: listOf('DBInstance', [{ DBInstanceIdentifier: id, DBInstanceStatus: found.status }]),
  };
};

/** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_FailoverDBCluster.html */
const failoverDbCluster: QueryOperation<RdsState> = (input, context) => {
  const cluster = clusterOf(input, context);
  const to = input.get('TargetDBInstanceIdentifier') ?? '';
  const { status, writer } = clusterAt(cluster, context.nowMs);
  if (status !== 'available' || writer === to) {
    throw new AwsFault('InvalidDBClusterStateFault', `DB cluster ${cluster.id} cannot fail over now.`);
  }
  if (cluster.instances.find(({ id }) => id === to)?.status !== 'available') {
    throw new AwsFault('InvalidDBInstanceState', `${to} is not available.`);
  }
  startFailover(cluster, to, context.nowMs);
  context.save();
  return { DBCluster: describe(cluster, context) };
};

function clusterOf(input: URLSearchParams, { state }: ServiceContext<RdsState>): DbCluster {
  const id = input.get('DBClusterIdentifier') ?? '';
  const found = findCluster(state, id);
  if (found !== undefined) return found;
  throw new AwsFault('DBClusterNotFoundFault', `DBCluster ${id} not found.`, 404);
}

function describe(cluster: DbCluster, { nowMs }: ServiceContext<RdsState>) {
  const { writer, status } = clusterAt(cluster, nowMs);
  return {
    DBClusterIdentifier: cluster.id,
    Engine: cluster.engine,
    Status: status,
    DBClusterMembers: listOf(
      'DBClusterMember',
      cluster.instances.map(({ id }) => ({ DBInstanceIdentifier: id, IsClusterWriter: id === writer })),
    ),
  };
}

/** Aurora clusters. A writer that does not answer has its effect until another instance writes. */
export const rds: AwsService<RdsState> = {
  signingName: 'rds',
  endpointSuffix: 'RDS',
  seed: seedRds,
  protocol: awsQuery(
    { namespace: 'http://rds.amazonaws.com/doc/2014-10-31/' },
    {
      DescribeDBClusters: describeDbClusters,
      DescribeDBInstances: describeDbInstances,
      FailoverDBCluster: failoverDbCluster,
    },
  ),
  story: {
    play({ lostWriter }, { state, nowMs }) {
      if (lostWriter === undefined) return null;
      const cluster = findCluster(state, lostWriter.cluster);
      const writer = cluster === undefined ? null : clusterAt(cluster, nowMs).writer;
      if (writer === null) throw new Error(`The story has an unknown cluster: ${lostWriter.cluster}`);
      state.lost[lostWriter.cluster] = { writer, at: new Date(nowMs).toISOString() };
      return `The writer ${writer} of ${lostWriter.cluster} does not answer any more.`;
    },
    spansOf: ({ lostWriter }, state) =>
      lostWriter === undefined ? null : lostSpans(state, lostWriter.cluster),
  },
};
