import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../../..');

export interface LocalAddresses {
  readonly api: string;
  readonly console: string;
  readonly inbox: string;
}

export interface LocalProcessOptions {
  readonly stateDir: string;
  readonly port: number;
  readonly speed?: number;
  readonly scenario?: string;
}

/** `npm start` as a process of its own, which a test can kill. */
export class LocalProcess {
  readonly addresses: LocalAddresses;
  readonly #child: ChildProcess;
  readonly #output: () => string;

  private constructor(child: ChildProcess, addresses: LocalAddresses, output: () => string) {
    this.#child = child;
    this.addresses = addresses;
    this.#output = output;
  }

  /** Resolves when it has printed its addresses; rejects with its output when it ends before. */
  static async start({ stateDir, port, speed = 1, scenario }: LocalProcessOptions): Promise<LocalProcess> {
    const args = ['--state', stateDir, '--port', String(port), '--speed', String(speed)];
    if (scenario !== undefined) args.push('--scenario', scenario);
    const child = spawn(process.execPath, [join(ROOT, 'bin/start.mjs'), ...args], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const ready = new Promise<void>((resolve, reject) => {
      const hear = (chunk: string): void => {
        output += chunk;
        if (/^ +Inbox +http/m.test(output)) resolve();
      };
      child.stdout.setEncoding('utf8').on('data', hear);
      child.stderr.setEncoding('utf8').on('data', hear);
      child.once('exit', (code) => reject(new Error(`npm start ended with ${code}:\n${output}`)));
    });
    await ready;
    const addresses = JSON.parse(readFileSync(join(stateDir, 'local.json'), 'utf8'));
    return new LocalProcess(child, addresses, () => output);
  }

  get output(): string {
    return this.#output();
  }

  /** Ends it as a power cut would. */
  async kill(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const exited = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await exited;
  }
}

/** A port that is free together with the one after it. */
export async function freePortPair(): Promise<number> {
  for (;;) {
    const first = await hold(0);
    const { port } = first.address() as AddressInfo;
    const second = await hold(port + 1).catch(() => undefined);
    await release(first);
    if (second === undefined) continue;
    await release(second);
    return port;
  }
}

async function hold(port: number): Promise<Server> {
  const server = createServer().listen(port, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

async function release(server: Server): Promise<void> {
  server.close();
  await once(server, 'close');
}
