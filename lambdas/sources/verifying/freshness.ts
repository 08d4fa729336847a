/** Both ways; as Standard Webhooks, Slack and Grafana advise. */
const toleranceSeconds = 300;

/** Whether a timestamp header (unix seconds) is close enough to now, both ways. */
export function isFresh(timestamp: string, now: Date): boolean {
  if (!/^\d{1,12}$/.test(timestamp)) return false;
  return Math.abs(Math.floor(now.getTime() / 1000) - Number(timestamp)) <= toleranceSeconds;
}
