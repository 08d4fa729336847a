import { clippedLine } from '../masking/harmless-text.ts';
import { maskVisible } from '../masking/mask-text.ts';

/** An agent's words as they are kept: one line, what is hidden named, secrets and personal data masked, at most so long. */
export function agentText(text: string, maxLength: number): string {
  return clippedLine(maskVisible(text), maxLength);
}
