import { clippedLine } from '../masking/harmless-text.ts';
import { maskVisible } from '../masking/mask-text.ts';

/** What ends the quotation marks that people read an agent's words in. */
const typographicQuotes = /[\u201c-\u201f\u00ab\u00bb\u2033\u2036\u275d\u275e\u301d-\u301f\uff02]/g;

/**
 * An agent's words as they are kept: one line, what is hidden named, secrets and personal data masked, at most so long, and nothing in them
 * that ends a quotation.
 */
export function agentText(text: string, maxLength: number): string {
  return clippedLine(maskVisible(text).replace(typographicQuotes, '"'), maxLength);
}
