import {
  receiveSlashCommand,
  type SlashCommandAnswer,
  type SlashCommandDeps,
} from '../../use-cases/intake/receive-slash-command.ts';
import { slashCommandResponse } from '../contract/ingest.ts';
import { jsonResponse } from '../http-response.ts';
import { httpTask } from '../http-task.ts';

/** What is typed in Slack. It is answered to who typed it, with a link and nothing else. */
export const slackRoutes = httpTask<SlashCommandDeps>({
  'POST /v1/slack/declare': async (deps, { headers, body }) => {
    const answer = await receiveSlashCommand(deps, { headers, body, pathToken: null });
    return jsonResponse(200, slashCommandResponse, { response_type: 'ephemeral', text: wordsOf(answer) });
  },
});

/** Slack shows it only with status 200, also where the command is refused. */
function wordsOf(answer: SlashCommandAnswer): string {
  if ('refusal' in answer) return `${answer.refusal} Nothing is declared.`;
  const link = `<${answer.url.replaceAll('&', '&amp;')}|Open the form>`;
  return `Nothing is declared yet. ${link}, check it, and declare the incident there.`;
}
