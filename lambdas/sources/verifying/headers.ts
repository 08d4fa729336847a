import type { RawRequest, SenderVerification } from '../../ports/plug-ins/alert-source.ts';

export const accepted: SenderVerification = { ok: true };

/** By a signature that tells no time. */
export const acceptedAtAnyTime: SenderVerification = { ok: true, replayable: true };

/** The reason is for our log; senders never see it. */
export function refused(reason: string): SenderVerification {
  return { ok: false, reason };
}

/** In place of the value of a header that was sent more than once. */
export const duplicated: unique symbol = Symbol('duplicated');

/** The one value of a header; null when it is missing. */
export function singleHeader(request: RawRequest, name: string): string | null | typeof duplicated {
  const values = request.headers[name] ?? [];
  return values.length > 1 ? duplicated : (values[0] ?? null);
}

export function hasHeader(request: RawRequest, name: string): boolean {
  return (request.headers[name] ?? []).length > 0;
}
