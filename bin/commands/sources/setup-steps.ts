import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** `docs/sources.md` is the one place that says how a source is set up; a test holds it and the registry together. */
const page = join(import.meta.dirname, '../../../docs/sources.md');

export interface SourceGuide {
  /** How a sender proves itself, in the words of the table. */
  readonly proof: string;
  /** What to do at the vendor. */
  readonly steps: readonly string[];
}

export interface FilledIn {
  readonly api: string;
  readonly secret: string;
}

export function sourceGuide(name: string, text: string = readFileSync(page, 'utf8')): SourceGuide {
  const row = text.split('\n').find((line) => line.startsWith(`| [${name}](#${name}) |`)) ?? '';
  const section = text.split(/^### /m).find((part) => part.startsWith(`${name}\n`)) ?? '';
  const steps = section
    .split(/^\d\. /m)
    .slice(1)
    .map((step) => (step.split('\n\n', 1)[0] ?? '').replaceAll(/\s+/g, ' ').trim());
  return { proof: row.split('|')[2]?.replaceAll('`', '').trim() ?? '', steps };
}

/** The steps with address and secret in them, without what this very command has done. */
export function filledSteps({ steps }: SourceGuide, { api, secret }: FilledIn): readonly string[] {
  return steps
    .map((step) =>
      step
        .replace(/^`npx firebreak sources add[^.]*\.\s*/, '')
        .replaceAll('https://<api>', api)
        .replaceAll('<secret>', secret)
        // Links and emphasis are for the page.
        .replaceAll(/\[([^\]]+)\]\((https?:[^)]+)\)/g, '$1 ($2)')
        .replaceAll(/\[([^\]]+)\]\(([^)]+)\)/g, '$1 (docs/$2)')
        .replaceAll(/[`*]/g, ''),
    )
    .filter((step) => step !== '');
}
