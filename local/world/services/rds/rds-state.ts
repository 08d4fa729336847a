import type { Scenario } from '../../scenario/scenario.ts';
import { type Span, spansIn } from '../../signals/account-view.ts';

/** How long a failover takes. */
export const failoverMs = 45_000;

export interface DbCluster {
  readonly id: string;
  engine: string;
  status: string;
  readonly instances: { readonly id: string; status: string }[];
  /** Who writes, from when on; the newest may still be to come. Oldest first. */
  readonly history: { readonly writer: string | null; readonly at: string }[];
}

export interface RdsState {
  readonly clusters: DbCluster[];
  /** Since when its writer does not answer, by cluster. */
  readonly lost: Record<string, { readonly writer: string; readonly at: string }>;
}

export function seedRds({ dbClusters }: Scenario, startedAtMs: number): RdsState {
  return {
    clusters: dbClusters.map(({ id, instances }) => ({
      id,
      engine: 'aurora-postgresql',
      status: 'available',
      instances: instances.map((instance) => ({ id: instance, status: 'available' })),
      history: [{ writer: instances[0] ?? null, at: new Date(startedAtMs - 86_400_000).toISOString() }],
    })),
    lost: {},
  };
}

export function findCluster({ clusters }: RdsState, id: string): DbCluster | undefined {
  return clusters.find((cluster) => cluster.id === id);
}

/** In a while another instance writes. */
export function startFailover({ history }: DbCluster, to: string, atMs: number): void {
  history.push({ writer: to, at: new Date(atMs + failoverMs).toISOString() });
}

export function clusterAt({ status, history }: DbCluster, nowMs: number) {
  const now = new Date(nowMs).toISOString();
  const isMoving = (history.at(-1)?.at ?? '') > now;
  return {
    writer: history.findLast(({ at }) => at <= now)?.writer ?? null,
    status: isMoving ? 'failing-over' : status,
  };
}

/** When the writer of a cluster was the one that does not answer. */
export function lostSpans(state: RdsState, id: string): readonly Span[] {
  const lost = state.lost[id];
  const history = findCluster(state, id)?.history;
  if (lost === undefined || history === undefined) return [];
  const from = Date.parse(lost.at);
  return spansIn(history, ({ writer }) => (writer === lost.writer ? 1 : 0)).flatMap((span) =>
    span.until > from ? [{ ...span, from: Math.max(span.from, from) }] : [],
  );
}
