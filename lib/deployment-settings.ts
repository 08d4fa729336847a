import { readFile } from 'node:fs/promises';
import * as z from 'zod/mini';

const shape = z.object({ context: z.object({ alarmEmail: z.string() }) });

/** Whether the settings beside a policy are those of an installation on AWS: none is deployed without an address for its own alarms. */
export async function isSetUpForAws(file = 'cdk.json'): Promise<boolean> {
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null) return false;
  const { data } = shape.safeParse(parsed(text));
  return data !== undefined && data.context.alarmEmail !== '';
}

/** What cannot be read is for `cdk deploy` to say. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
