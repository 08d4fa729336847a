import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SOURCES_SECRET } from '../../local/cloud/secrets-manager.ts';
import { Progress } from '../../local/progress.ts';
import { startLocal } from '../../local/start-local.ts';
import { watchAwsTraffic } from '../measuring/aws-traffic.ts';
import type { LaptopMessage } from './laptop.ts';

const [, , stateDir = '', policyDir = '', scenarioDir = '', scenario = ''] = process.argv;
const tell = (message: LaptopMessage): void => void process.send?.(message);

const local = await startLocal({
  stateDir,
  policyDir,
  scenarioDir,
  scenario,
  port: 0,
  speed: 1,
  tell: () => {},
});
// As npm start does: it asks the API too.
new Progress(local.addresses, () => {}).start();
const inboxHost = new URL(local.addresses.inbox).host;
// The inbox passes mails on to a server behind it, in this process too: only those to the inbox count.
watchAwsTraffic('/v2/email/outbound-emails', (request, answeredAt) => {
  if (request.host !== inboxHost) return;
  const { Content } = JSON.parse(request.body());
  tell({ mail: { subject: String(Content.Simple.Subject.Data), answeredAt } });
});
const kept: Record<string, string> = JSON.parse(readFileSync(join(stateDir, 'secrets.json'), 'utf8'));
const secrets: Record<string, readonly string[]> = JSON.parse(kept[SOURCES_SECRET] ?? '{}');
tell({ ready: { addresses: local.addresses, secret: secrets['grafana']?.[0] ?? '' } });
// Whoever started it is gone.
process.once('disconnect', () => process.exit());
