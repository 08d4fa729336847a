/** Of one that counts requests: until its count begins anew, when nothing of it is left. */
export function quotaResetSeconds(remaining: unknown, reset: unknown, now: Date): number | null {
  if (remaining !== '0' || typeof reset !== 'string' || !/^\d{9,11}$/.test(reset)) return null;
  return Math.max(0, Math.ceil(Number(reset) - now.getTime() / 1000));
}

/** How long a server asks to be left alone, in seconds: seconds or a date, as RFC 9110 has it; null when it does not say. */
export function retryAfterSeconds(value: unknown, now: Date): number | null {
  if (typeof value !== 'string' || value.trim() === '') return null;
  if (/^\d+$/.test(value.trim())) return Number(value);
  const at = /^[A-Z][a-z]{2,8},? /.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(at) ? null : Math.max(0, Math.ceil((at - now.getTime()) / 1000));
}
