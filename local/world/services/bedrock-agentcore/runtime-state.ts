import type { Scenario } from '../../scenario/scenario.ts';

/** How long it takes until an endpoint invokes another version. */
export const rolloutMs = 60_000;

export interface RuntimeEndpoint {
  readonly runtimeId: string;
  readonly name: string;
  /** Oldest first. */
  readonly history: { readonly version: string; readonly at: string }[];
}

export interface RuntimeVersion {
  readonly runtimeId: string;
  readonly version: string;
  readonly status: string;
}

export interface AgentCoreState {
  readonly endpoints: RuntimeEndpoint[];
  readonly versions: RuntimeVersion[];
}

export function seedAgentCore({ agentRuntimes }: Scenario, startedAtMs: number): AgentCoreState {
  return {
    endpoints: agentRuntimes.map(({ id, endpoint, version, minutesAgo }) => ({
      runtimeId: id,
      name: endpoint,
      history: [{ version: String(version), at: new Date(startedAtMs - minutesAgo * 60_000).toISOString() }],
    })),
    versions: agentRuntimes.flatMap(({ id, version }) =>
      Array.from({ length: version }, (_, index) => ({
        runtimeId: id,
        version: String(index + 1),
        status: 'READY',
      })),
    ),
  };
}

export function findEndpoint(
  { endpoints }: AgentCoreState,
  runtimeId: string,
  name: string,
): RuntimeEndpoint | undefined {
  return endpoints.find((endpoint) => endpoint.runtimeId === runtimeId && endpoint.name === name);
}

export function pointAt({ history }: RuntimeEndpoint, version: string, atMs: number): void {
  history.push({ version, at: new Date(atMs).toISOString() });
}

/** Makes the next version and points the endpoint at it. @returns the version */
export function deployNext(state: AgentCoreState, endpoint: RuntimeEndpoint, atMs: number): string {
  const version = String(
    1 + state.versions.filter(({ runtimeId }) => runtimeId === endpoint.runtimeId).length,
  );
  state.versions.push({ runtimeId: endpoint.runtimeId, version, status: 'READY' });
  pointAt(endpoint, version, atMs);
  return version;
}

export interface EndpointNow {
  readonly live: string;
  readonly target: string;
  readonly updatedAt: string;
}

export function endpointAt({ history }: RuntimeEndpoint, nowMs: number): EndpointNow {
  const last = history.at(-1);
  const previous = history.at(-2);
  if (last === undefined) throw new Error('An endpoint has always a version');
  const isMoving = previous !== undefined && nowMs < Date.parse(last.at) + rolloutMs;
  return { live: isMoving ? previous.version : last.version, target: last.version, updatedAt: last.at };
}
