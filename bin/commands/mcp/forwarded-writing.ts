import * as z from 'zod/mini';
import type { OfferedTool } from '../../../lambdas/http/mcp/mcp-server.ts';
import type { Called } from '../../../lambdas/http/mcp/tools/tool.ts';
import { writingTools } from '../../../lambdas/http/mcp/tools/writing-tools.ts';
import { callApi } from '../../api/api-client.ts';
import { CommandError } from '../../cli/command-error.ts';

const rpcAnswer = z.object({
  result: z.object({
    isError: z.boolean(),
    content: z.array(z.object({ text: z.string() })),
    structuredContent: z.optional(z.record(z.string(), z.unknown())),
  }),
});

/**
 * The tools that write, each call sent on to the installation as it is: who may write there, and in whose name, is decided there.
 * `agent`: which one of policy calls, where nothing is signed.
 */
export function forwardedWriting(base: string, agent: string | undefined): readonly OfferedTool[] {
  const path = `/mcp/write${agent === undefined ? '' : `?${new URLSearchParams({ agent }).toString()}`}`;
  return writingTools.map((tool) => ({
    ...tool,
    call: (given) => forward(base, path, tool.name, given),
  }));
}

async function forward(base: string, path: string, name: string, given: unknown): Promise<Called> {
  const body = { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name, arguments: given } };
  try {
    const { success, data } = rpcAnswer.safeParse(await callApi(base, path, body));
    if (!success) return refused('The installation gave an answer that is none');
    const { isError, content, structuredContent = {} } = data.result;
    return isError
      ? refused(content.map(({ text }) => text).join(' '))
      : { ok: true, answer: structuredContent };
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    return refused(
      `${error.message}. An installation takes notes and proposals only where people.yaml names agents`,
    );
  }
}

function refused(text: string): Called {
  return { ok: false, text };
}
