import { isLoopback } from './api-client.ts';

/** The time at an API: on this computer the local world's, which `npm start -- --speed` lets run ahead. */
export async function timeOf(api: string): Promise<Date> {
  if (!isLoopback(api)) return new Date();
  const response = await fetch(`${api}/time`, { method: 'HEAD' }).catch(() => null);
  const time = new Date(response?.headers.get('date') ?? Number.NaN);
  return Number.isNaN(time.getTime()) ? new Date() : time;
}
