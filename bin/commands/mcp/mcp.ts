import { createInterface } from 'node:readline';
import type { Command } from 'commander';
import { loadPolicy } from '../../../lambdas/adapters/policy/load-policy.ts';
import { onCallNow } from '../../../lambdas/domain/on-call/on-call-now.ts';
import { answerMessage, type McpServer } from '../../../lambdas/http/mcp/mcp-server.ts';
import { errorCodes, type RpcAnswer, readMessage, refused } from '../../../lambdas/http/mcp/protocol.ts';
import type { ReadApi } from '../../../lambdas/http/mcp/read-api.ts';
import { readingServer, writingServer } from '../../../lambdas/http/mcp/servers.ts';
import { apiAddress } from '../../api/api-address.ts';
import { examples } from '../../cli/examples.ts';
import { forwardedWriting } from './forwarded-writing.ts';
import { remoteReadApi } from './remote-read-api.ts';

interface Options {
  readonly url?: string;
  readonly policy: string;
  readonly write?: boolean;
  readonly agent?: string;
}

/** `firebreak mcp`: the tools for agents over standard input and output, one message a line. */
export function register(program: Command): void {
  program
    .command('mcp')
    .description('let an agent on this computer read incidents: an MCP server over standard input and output')
    .option('--policy <dir>', 'folder of the policy, for who is on call', 'policy')
    .option('--url <address>', 'the installation (default: FIREBREAK_URL, else the one of "npm start")')
    .option('--write', 'offer add_note and propose_step too: the installation says whether they may')
    .option('--agent <id>', 'which agent of people.yaml it is, where calls are not signed; needs --write')
    .addHelpText(
      ...examples(
        'firebreak mcp   # as the command of a server in the settings of an agent',
        'firebreak mcp --write --agent helper   # on a laptop: may note and propose, as people.yaml says',
        'firebreak mcp --url https://abc123.execute-api.eu-central-1.amazonaws.com/prod',
      ),
    )
    .action(serve);
}

async function serve({ url, policy: directory, write = false, agent }: Options): Promise<void> {
  const base = await apiAddress(url);
  const api: ReadApi = {
    ...remoteReadApi(base),
    onCall: async (service, at) => onCallNow(await loadPolicy(directory), service, at ?? new Date()),
  };
  const server = write ? writingServer(api, forwardedWriting(base, agent)) : readingServer(api);
  for await (const line of createInterface({ input: process.stdin })) {
    if (line.trim() === '') continue;
    const answer = await answerLine(server, line);
    if (answer !== null) process.stdout.write(`${JSON.stringify(answer)}\n`);
  }
}

async function answerLine(server: McpServer, line: string): Promise<RpcAnswer | null> {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return refused(null, { code: errorCodes.parse, message: 'The line is not JSON' });
  }
  const message = readMessage(value);
  if (message === null) {
    const text = 'The line is no single message of JSON-RPC 2.0';
    return refused(null, { code: errorCodes.invalidRequest, message: text });
  }
  try {
    return await answerMessage(server, message);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return refused(message.id, { code: errorCodes.internal, message: 'It failed' });
  }
}
