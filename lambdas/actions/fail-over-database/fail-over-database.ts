import * as z from 'zod/mini';
import type { IrreversibleAction } from '../../ports/plug-ins/action.ts';
import { allow } from '../../resources/allow.ts';
import { type AuroraClusterId, auroraCluster, auroraClusterFields } from '../../resources/aurora-cluster.ts';
import { failOver, readCluster, readInstanceStatus } from '../../resources/aws/aurora-clusters.ts';
import { errorRateRecovers } from '../promises/expectations.ts';
import { executionOf } from '../setting/move-outcomes.ts';
import { moveSetting } from '../setting/move-setting.ts';

const paramsSchema = z.object(auroraClusterFields);
type State = { readonly writer: string };
const failingOver = 'failing-over';

/** Makes the instance that policy names the writer of its Aurora cluster. */
export const failOverDatabase: IrreversibleAction<AuroraClusterId, State, AuroraClusterId> = {
  kind: 'fail-over-database',
  title: 'Fail an Aurora cluster over to another instance',
  target: auroraCluster,
  phase: 'stabilize',
  risk: 'irreversible',
  irreversibleBecause:
    'Every connection to the writer is cut. Failing back would cut them once more: a person decides whether and when',
  repeat: 'once',
  params: paramsSchema,
  plan: ({ target: { id }, change }) =>
    change === null
      ? { ok: true, params: id }
      : { ok: false, reason: `failing ${id.cluster} over does not revert a change` },
  summary: ({ cluster, failOverTo }) =>
    `Fail the Aurora cluster ${cluster} over to ${failOverTo}: connections to its writer are cut for about a minute`,
  howToRestore: ({ cluster }) =>
    `Restart what still holds connections to the former writer of ${cluster} and gets read-only errors. Find out why the writer failed; fail back only if it matters which instance writes, in a quiet hour`,
  backport: ({ cluster }) =>
    `Let what writes to ${cluster} use the cluster endpoint, drop a connection that answers read-only, and try again; failover tiers in code should name the writer that it has now`,
  // Names change within seconds, pools take longer. Writes tell, not the state of the database.
  expects: errorRateRecovers({ withinSeconds: 900, settleSeconds: 120 }),
  guardMetrics: [{ metric: 'latencyP99', factor: 2 }],
  echoes: [
    { metric: 'errorRate', goes: 'up', fadesAfterMinutes: 10, because: 'connections to the writer are cut' },
    { metric: 'latencyP99', goes: 'up', fadesAfterMinutes: 15, because: 'the new writer has a cold cache' },
  ],

  iam(targets) {
    const arns = targets.map(({ id }) => auroraCluster.arns(id));
    return [
      ...allow(
        ['rds:DescribeDBClusters', 'rds:FailoverDBCluster'],
        arns.map(({ cluster }) => cluster),
      ),
      ...allow(
        ['rds:DescribeDBInstances'],
        arns.map(({ instance }) => instance),
      ),
    ];
  },

  async preflight({ aws }, { cluster, failOverTo }) {
    const refuse = (reason: string) => ({ ok: false, reason }) as const;
    const found = await readCluster(aws, { cluster });
    if (found === null) return refuse(`There is no Aurora cluster ${cluster}`);
    const { engine, status, writer, readers } = found;
    if (!engine.startsWith('aurora')) return refuse(`${cluster} is no Aurora cluster, but ${engine}`);
    if (status === failingOver) return refuse(`${cluster} is failing over already`);
    if (status !== 'available') return refuse(`${cluster} is ${status}, and takes no failover`);
    if (writer === failOverTo) return refuse(`${failOverTo} is the writer of ${cluster} already`);
    if (writer === null) return refuse(`${cluster} has no writer: its global database has it elsewhere`);
    if (!readers.includes(failOverTo)) return refuse(`${failOverTo} is no instance of ${cluster}`);
    const target = await readInstanceStatus(aws, failOverTo);
    if (target !== 'available') return refuse(`${failOverTo} is ${target ?? 'gone'}, and cannot take over`);
    return { ok: true, preState: { writer } };
  },

  async execute({ aws }, { cluster, failOverTo }, { writer }) {
    const move = await moveSetting(
      {
        async read() {
          const found = await readCluster(aws, { cluster });
          // It was available under this lease: that it fails over now is what was asked for, and is not asked for twice.
          return found?.status === failingOver ? failOverTo : (found?.writer ?? null);
        },
        write: async (to) => await failOver(aws, { cluster }, to),
        same: (a: string, b: string) => a === b,
      },
      writer,
      failOverTo,
    );
    const name = `the Aurora cluster ${cluster}`;
    return executionOf(
      move,
      {
        name,
        done: `The Aurora cluster ${cluster} fails over from ${writer} to ${failOverTo}`,
        asked: `${name} fails over to ${failOverTo}`,
        found: (instance) => `whose writer is ${instance}`,
      },
      { writer: failOverTo },
    );
  },

  async observe({ aws }, { cluster, failOverTo }) {
    const found = await readCluster(aws, { cluster });
    return {
      settled: found?.status === 'available' && found.writer === failOverTo,
      text:
        found === null
          ? `${cluster} is gone`
          : `${cluster} is ${found.status}; its writer is ${found.writer ?? 'unknown'}`,
    };
  },
};
