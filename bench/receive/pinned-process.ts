import { type ChildProcess, type StdioOptions, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';

/** The server under test has the first core for itself, the load generator the second, where `taskset` is there to say so. */
export const cores = { server: 0, load: 1 };
export const canPin = availableParallelism() > 1 && spawnSync('taskset', ['-V']).status === 0;

/** A process on one core, ended with this one. */
export function startPinned(
  core: number,
  command: string,
  args: readonly string[],
  stdio: StdioOptions,
): ChildProcess {
  const child = canPin
    ? spawn('taskset', ['-c', String(core), command, ...args], { stdio })
    : spawn(command, args, { stdio });
  process.once('exit', () => child.kill());
  return child;
}

/** A file of this folder, in a Node.js of its own that talks by messages. */
export function startScript(core: number, file: string, ...args: readonly string[]): ChildProcess {
  const path = resolve(import.meta.dirname, file);
  return startPinned(core, process.execPath, [path, ...args], ['ignore', 'ignore', 'inherit', 'ipc']);
}

/** The next message. Rejects when the process ends before. */
export async function nextMessage<Message>(child: ChildProcess): Promise<Message> {
  const ended = new AbortController();
  const gone = once(child, 'exit', { signal: ended.signal }).then(() => {
    throw new Error(`${child.spawnargs.join(' ')} ended`);
  });
  gone.catch(() => {});
  try {
    const [message]: Message[] = await Promise.race([once(child, 'message', { signal: ended.signal }), gone]);
    if (message === undefined) throw new Error('An empty message');
    return message;
  } finally {
    ended.abort();
  }
}

/** Memory of a process in megabytes, as it is and at its most; null where there is no /proc. */
export function memoryOf({ pid }: ChildProcess): { readonly now: number; readonly most: number } | null {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const megabytes = (name: string) =>
      Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) / 1000;
    return { now: megabytes('VmRSS'), most: megabytes('VmHWM') };
  } catch {
    return null;
  }
}

/** Seconds of processor time that a process has used, user and system; null where there is no /proc. */
export function processorSeconds({ pid }: ChildProcess): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // After the name, which may hold anything, in brackets: fields 14 and 15 of proc(5), in ticks of 10 ms.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return null;
  }
}
