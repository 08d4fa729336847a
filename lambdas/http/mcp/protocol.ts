/** Model Context Protocol. Source: https://modelcontextprotocol.io/specification/2026-07-28 */

/** The revision without sessions: each request stands alone. */
export const statelessVersion = '2026-07-28';
/** Revisions that begin with `initialize`; the newest first. */
export const legacyVersions = ['2025-11-25', '2025-06-18', '2025-03-26'] as const;
export const supportedVersions: readonly string[] = [statelessVersion, ...legacyVersions];

export const serverInfo = { name: 'firebreak', title: 'Firebreak', version: '1' } as const;

export const errorCodes = {
  parse: -32_700,
  invalidRequest: -32_600,
  unknownMethod: -32_601,
  invalidParams: -32_602,
  internal: -32_603,
  headerMismatch: -32_020,
  unsupportedVersion: -32_022,
} as const;

export interface RpcError {
  readonly code: number;
  readonly message: string;
  readonly data?: unknown;
}

export type RpcId = string | number;

export type RpcAnswer =
  | { readonly jsonrpc: '2.0'; readonly id: RpcId; readonly result: unknown }
  | { readonly jsonrpc: '2.0'; readonly id: RpcId | null; readonly error: RpcError };

/** One message to the server; without an id it is a notification, which nobody answers. */
export interface RpcMessage {
  readonly id: RpcId | null;
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** Null: it is no message of JSON-RPC 2.0. */
export function readMessage(value: unknown): RpcMessage | null {
  if (!isRecord(value) || value['jsonrpc'] !== '2.0' || typeof value['method'] !== 'string') return null;
  const { id, method, params = {} } = value;
  if (!isRecord(params)) return null;
  if (id !== undefined && typeof id !== 'string' && typeof id !== 'number') return null;
  return { id: id ?? null, method, params };
}

export function refused(id: RpcId | null, error: RpcError): RpcAnswer {
  return { jsonrpc: '2.0', id, error };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The revision that a request of the stateless kind names in its own body; null for others. */
export function namedVersion({ params }: RpcMessage): string | null {
  const meta = params['_meta'];
  const version = isRecord(meta) ? meta['io.modelcontextprotocol/protocolVersion'] : undefined;
  return typeof version === 'string' ? version : null;
}
