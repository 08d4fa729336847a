import type { OnCallNow } from '../../domain/on-call/on-call-now.ts';
import type { ApiResponse } from '../contract/index.ts';

export interface ListQuery {
  readonly status?: 'open' | 'closed' | 'all' | undefined;
  readonly service?: string | undefined;
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
}

/**
 * What the tools may read, by the contract of the HTTP API and with the rights of whoever calls. Every method throws FirebreakError or CommandError
 * for what there is not or may not be read.
 */
export interface ReadApi {
  listIncidents(query: ListQuery): Promise<ApiResponse<'GET /v1/incidents'>>;
  readIncident(id: string): Promise<ApiResponse<'GET /v1/incidents/{id}'>>;
  readTimeline(id: string): Promise<ApiResponse<'GET /v1/incidents/{id}/timeline'>>;
  findSimilar(id: string): Promise<ApiResponse<'GET /v1/incidents/{id}/similar'>>;
  listDebts(): Promise<ApiResponse<'GET /v1/debts'>>;
  /** Of one service, or of all of policy. */
  onCall(service: string | null, at: Date | null): Promise<readonly OnCallNow[]>;
}
