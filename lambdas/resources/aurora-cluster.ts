import * as z from 'zod/mini';
import type { ResourceKind } from '../ports/plug-ins/resource-kind.ts';
import { consolePage } from './console-page.ts';
import { namedField } from './named-field.ts';

// https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBCluster.html
const identifier = /^[a-z](?:-?[a-z0-9]){0,62}$/;
const schema = z.strictObject({
  cluster: namedField(
    identifier,
    'must be the identifier of an Aurora cluster, in small letters, not its ARN',
  ),
  failOverTo: namedField(
    identifier,
    'must be the identifier of the instance of the cluster that is to write after a failover',
  ),
});
export type AuroraClusterId = z.infer<typeof schema>;
export const auroraClusterFields = schema.shape;

/** An Aurora cluster, and which of its instances takes over. */
export const auroraCluster: ResourceKind<AuroraClusterId, 'cluster' | 'instance'> = {
  kind: 'aurora-cluster',
  title: 'Aurora cluster',
  schema,
  name: ({ cluster }) => cluster,
  key: ({ cluster, failOverTo }) => `aurora-cluster:${cluster}:${failOverTo}`,
  arns: ({ cluster, failOverTo }) => ({
    cluster: `arn:{partition}:rds:{region}:{account}:cluster:${cluster}`,
    instance: `arn:{partition}:rds:{region}:{account}:db:${failOverTo}`,
  }),
  consoleUrl: ({ cluster, failOverTo }, region) =>
    consolePage(
      region,
      '/rds/home',
      `#database:id=${encodeURIComponent(cluster)};is-cluster=true;failover=${encodeURIComponent(failOverTo)}`,
    ),
  describe: ({ cluster, failOverTo }) => `Aurora cluster ${cluster} (to ${failOverTo})`,
};
