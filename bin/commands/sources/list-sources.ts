import { sources } from '../../../lambdas/sources/index.ts';
import { liveSecrets } from '../../../lambdas/use-cases/intake/authenticate-sender.ts';
import { alignColumns } from '../../cli/columns.ts';
import { paint, printJson, printLine } from '../../cli/terminal.ts';
import { findInstallation, type InstallationOptions } from '../../installation/installation.ts';
import { sourceGuide } from './setup-steps.ts';

export async function listSources(options: InstallationOptions & { readonly json?: boolean }): Promise<void> {
  const { name: installation, secrets } = findInstallation(options);
  const value = await secrets.read();
  const listed = sources.map(({ name, credential = 'token' }) => ({
    source: name,
    proof: sourceGuide(name).proof,
    credential,
    secrets: liveSecrets(value, name).length,
  }));
  if (options.json) {
    printJson(listed);
    return;
  }
  const heading = ['SOURCE', 'SECRETS', 'PROVES ITSELF BY'].map((text) => paint(text, 'dim'));
  const rows = listed.map(({ source, proof, secrets: count }) => [
    source,
    count === 0 ? '-' : String(count),
    proof,
  ]);
  printLine(alignColumns([heading, ...rows]));
  printLine(`\nLive secrets on ${installation}. Connect one with: npx firebreak sources add NAME`);
}
