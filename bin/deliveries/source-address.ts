/** Where deliveries of a source go. */
export function sourceAddress(api: string, source: string): string {
  return source === 'events-v2' ? `${api}/v2/enqueue` : `${api}/v1/alerts/${source}`;
}
