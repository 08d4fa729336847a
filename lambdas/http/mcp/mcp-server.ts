import * as z from 'zod/mini';
import { FirebreakError } from '../../domain/errors.ts';
import { failureReason } from '../../domain/failure-reason.ts';
import {
  errorCodes,
  legacyVersions,
  type RpcAnswer,
  type RpcMessage,
  refused,
  serverInfo,
  supportedVersions,
} from './protocol.ts';
import type { Called, Tool } from './tools/tool.ts';
import { inertText } from './untrusted.ts';

/** A tool together with what it works on. */
export interface OfferedTool extends Omit<Tool, 'call'> {
  readonly call: (given: unknown) => Promise<Called>;
}

export interface McpServer {
  /** Read by an agent before anything else; it holds nothing that came from outside. */
  readonly instructions: string;
  readonly tools: readonly OfferedTool[];
  /** Names of tools that there are, and that this server does not offer. */
  readonly withheld: readonly string[];
}

/** What an agent may keep: the tools change with a version of Firebreak only. */
const cached = { ttlMs: 3_600_000, cacheScope: 'public' } as const;

/** Answers one message; null for a notification. It keeps nothing between messages, so that any function may answer the next one. */
export async function answerMessage(
  { instructions, tools, withheld }: McpServer,
  message: RpcMessage,
): Promise<RpcAnswer | null> {
  const { id, method, params } = message;
  if (id === null) return null;
  const done = (result: object): RpcAnswer => ({ jsonrpc: '2.0', id, result });
  switch (method) {
    case 'server/discover':
      return done({
        resultType: 'complete',
        supportedVersions,
        capabilities: { tools: {} },
        instructions,
        ...cached,
        _meta: { 'io.modelcontextprotocol/serverInfo': serverInfo },
      });
    case 'initialize':
      return done({
        protocolVersion: legacyVersion(params['protocolVersion']),
        capabilities: { tools: {} },
        serverInfo,
        instructions,
      });
    case 'ping':
      return done({});
    case 'tools/list':
      return done({ resultType: 'complete', tools: tools.map(describe), ...cached });
    case 'tools/call': {
      const called = tools.find(({ name }) => name === params['name']);
      if (called === undefined) {
        const isWithheld = withheld.some((name) => name === params['name']);
        const message = isWithheld
          ? 'This tool writes, and is not offered here: docs/agents.md says how an agent may write'
          : 'There is no such tool';
        return refused(id, { code: errorCodes.invalidParams, message });
      }
      return done(await callTool(called, params['arguments'] ?? {}));
    }
    default:
      return refused(id, { code: errorCodes.unknownMethod, message: 'There is no such method' });
  }
}

function legacyVersion(asked: unknown): string {
  return legacyVersions.find((version) => version === asked) ?? legacyVersions[0];
}

function describe({ name, title, description, input, writes = false }: OfferedTool): object {
  return {
    name,
    title,
    description,
    inputSchema: z.toJSONSchema(input, { io: 'input' }),
    annotations: {
      title,
      readOnlyHint: !writes,
      idempotentHint: !writes,
      destructiveHint: false,
      openWorldHint: false,
    },
  };
}

async function callTool({ call }: OfferedTool, given: unknown): Promise<object> {
  try {
    const called = await call(given);
    if (!called.ok) return failed(called.text);
    const structuredContent = called.answer;
    const text = JSON.stringify(structuredContent);
    return { resultType: 'complete', content: [{ type: 'text', text }], structuredContent, isError: false };
  } catch (error) {
    // What an agent may know of a failure is what the API says of it.
    if (!(error instanceof FirebreakError)) throw error;
    return failed(`${failureReason(error)} (${error.code})`);
  }
}

function failed(text: string): object {
  return { resultType: 'complete', content: [{ type: 'text', text: inertText(text) }], isError: true };
}
