import { ConfigurationError } from '../../domain/errors.ts';
import { unknownInSlack } from '../../domain/policy/people/unknown-in-slack.ts';
import type { CompiledPolicy } from '../../domain/policy/policy.ts';
import { declarePath, declarePrefill } from '../../domain/reporting/views/declare-prefill.ts';
import type { Clock } from '../../ports/clock.ts';
import type { AlertSource, RawRequest } from '../../ports/plug-ins/alert-source.ts';
import { type AuthenticationDeps, authenticateSender } from './authenticate-sender.ts';

export interface SlashCommandDeps extends Omit<AuthenticationDeps, 'fetchCertificate'> {
  readonly verifySlack: AlertSource['verify'];
  readonly clock: Clock;
  readonly policy: Pick<CompiledPolicy, 'people'>;
  readonly consoleUrl: string;
}

export type SlashCommandAnswer =
  /** Of the page that declares an incident, filled in. */
  { readonly url: string } | { readonly refusal: string };

/** Under which the signing secret of the app stands among those of the sources. */
export const slackSecretName = 'slack-command';

/**
 * What somebody typed behind a command in Slack, `[service=<id>] <title>`, as a page to open. Nothing is declared, read or kept. Throws
 * UnauthenticatedError, the same whatever was wrong.
 */
export async function receiveSlashCommand(
  deps: SlashCommandDeps,
  request: RawRequest,
): Promise<SlashCommandAnswer> {
  const source = { verify: deps.verifySlack };
  const sender = { source, secretName: slackSecretName, decoy: source };
  await authenticateSender({ ...deps, fetchCertificate }, sender, request, deps.clock.now());
  const form = new URLSearchParams(Buffer.from(request.body).toString('utf8'));
  const caller = { team: form.get('team_id') ?? '', user: form.get('user_id') ?? '' };
  const refusal = unknownInSlack(deps.policy.people, caller);
  if (refusal !== null) return { refusal };
  return { url: `${deps.consoleUrl}${declarePath(declarePrefill(wordsOf(form.get('text') ?? '')))}` };
}

function wordsOf(text: string): { readonly title: string; readonly service: string } {
  const [, service = '', title = ''] = /^\s*(?:service=(\S+))?(.*)$/s.exec(text) ?? [];
  return { title: unescaped(title), service: unescaped(service) };
}

/** Slack escapes these three, and no other. https://docs.slack.dev/messaging/formatting-message-text#escaping */
function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

async function fetchCertificate(): Promise<never> {
  throw new ConfigurationError('Slack signs with no certificate');
}
