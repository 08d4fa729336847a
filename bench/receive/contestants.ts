import type { ChildProcess } from 'node:child_process';
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../../test/support/servers/eventually.ts';
import type { Load } from './load.ts';
import { cores, nextMessage, startPinned, startScript } from './pinned-process.ts';
import { token } from './receive-path.ts';
import { prometheusBody, webhookBody } from './sample-alerts.ts';

/** A server that takes alerts, with how it is asked. */
export interface Contestant {
  readonly name: string;
  readonly process: ChildProcess;
  readonly target: Omit<Load, 'requests' | 'connections'>;
  stop(): Promise<void>;
}

const bodiesOf = (body: (index: number) => string) => Array.from({ length: 1000 }, (_, index) => body(index));
const json = { 'content-type': 'application/json' };

/** Our own servers: `bare` or `receive`. */
export async function startOwn(name: string, kind: 'bare' | 'receive'): Promise<Contestant> {
  const child = startScript(cores.server, 'serve.ts', kind);
  const { port } = await nextMessage<{ readonly port: number }>(child);
  const headers = { ...json, authorization: `Bearer ${token}` };
  const target = { port, path: '/v1/alerts/alertmanager', headers, bodies: bodiesOf(webhookBody) };
  return { name, process: child, target, stop: async () => void child.kill() };
}

/** `npm start`, whole, with its state in a directory of its own. */
export async function startLaptop(name: string): Promise<Contestant> {
  const stateDir = await mkdtemp(join(tmpdir(), 'firebreak-bench-'));
  const child = startScript(cores.server, 'serve-laptop.ts', stateDir);
  const { port, secret } = await nextMessage<{ readonly port: number; readonly secret: string }>(child);
  const headers = { ...json, authorization: `Bearer ${secret}` };
  const target = { port, path: '/v1/alerts/alertmanager', headers, bodies: bodiesOf(webhookBody) };
  return { name, process: child, target, stop: () => endAndRemove(child, stateDir) };
}

/** Debian's Alertmanager, alone, with a receiver that sends nothing; null when it is not installed. */
export async function startAlertmanager(name: string): Promise<Contestant | null> {
  const command = 'prometheus-alertmanager';
  if (spawnSync(command, ['--version']).status !== 0) return null;
  const directory = await mkdtemp(join(tmpdir(), 'firebreak-bench-'));
  const config = join(directory, 'alertmanager.yml');
  await writeFile(config, 'route: { receiver: nobody }\nreceivers: [{ name: nobody }]\n');
  const port = await freePort();
  const child = startPinned(
    cores.server,
    command,
    [
      `--config.file=${config}`,
      `--storage.path=${directory}`,
      `--web.listen-address=127.0.0.1:${port}`,
      '--cluster.listen-address=',
      '--log.level=error',
    ],
    ['ignore', 'ignore', 'inherit'],
  );
  await eventually('Alertmanager', async () => {
    const response = await fetch(`http://127.0.0.1:${port}/-/ready`).catch(() => undefined);
    return response?.ok === true ? response : undefined;
  });
  const target = { port, path: '/api/v2/alerts', headers: json, bodies: bodiesOf(prometheusBody) };
  return { name, process: child, target, stop: () => endAndRemove(child, directory) };
}

async function endAndRemove(child: ChildProcess, directory: string): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  // It holds nothing that anybody wants to keep.
  child.kill('SIGKILL');
  await ended;
  await rm(directory, { recursive: true, force: true });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
