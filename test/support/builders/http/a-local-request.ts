import type { LocalRequest } from '../../../../local/cloud/http/loopback-server.ts';

/** A GET without query, headers and body. */
export function aLocalRequest(path: string, overrides: Partial<LocalRequest> = {}): LocalRequest {
  return {
    method: 'GET',
    path,
    query: new URLSearchParams(),
    headers: {},
    rawHeaders: [],
    body: Buffer.alloc(0),
    ...overrides,
  };
}
