import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listen, stop } from '../../../local/cloud/http/loopback-server.ts';
import { eventually } from './eventually.ts';

/** Whether the real server is here; on Debian: apt-get install prometheus. */
export function hasPrometheus(): boolean {
  return ['prometheus', 'promtool'].every((name) => spawnSync(name, ['--version']).status === 0);
}

/** A real Prometheus on the loopback that holds these series (OpenMetrics text with times) and scrapes nothing. */
export async function startPrometheus(openMetrics: string) {
  const folder = await mkdtemp(join(tmpdir(), 'firebreak-prometheus-'));
  const file = (name: string) => join(folder, name);
  await writeFile(file('series.txt'), openMetrics);
  await writeFile(file('prometheus.yml'), '{}\n');
  const made = spawnSync('promtool', [
    'tsdb',
    'create-blocks-from',
    'openmetrics',
    file('series.txt'),
    file('data'),
  ]);
  if (made.status !== 0) throw new Error(`promtool: ${made.stderr.toString('utf8')}`);
  const port = await freePort();
  const server = spawn(
    'prometheus',
    [
      `--config.file=${file('prometheus.yml')}`,
      `--storage.tsdb.path=${file('data')}`,
      '--storage.tsdb.retention.time=100y',
      `--web.listen-address=127.0.0.1:${port}`,
    ],
    { stdio: 'ignore' },
  );
  const url = `http://127.0.0.1:${port}`;
  await eventually('Prometheus to be ready', async () => {
    if (server.exitCode !== null) throw new Error(`Prometheus ended with ${server.exitCode}`);
    return await fetch(`${url}/-/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
  });
  return {
    url,
    async stop(): Promise<void> {
      await end(server);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) return;
  const ended = once(server, 'exit');
  server.kill('SIGKILL');
  await ended;
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await listen(probe, 0);
  const address = probe.address();
  await stop(probe);
  if (address === null || typeof address === 'string') throw new Error('The loopback gave no port');
  return address.port;
}
