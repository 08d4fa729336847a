import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SOURCES_SECRET } from '../../local/cloud/secrets-manager.ts';
import { startLocal } from '../../local/start-local.ts';

const [, , stateDir = ''] = process.argv;
const local = await startLocal({ stateDir, port: 0, speed: 1, scenario: null, tell: () => {} });
const kept: Record<string, string> = JSON.parse(readFileSync(join(stateDir, 'secrets.json'), 'utf8'));
const secrets: Record<string, readonly string[]> = JSON.parse(kept[SOURCES_SECRET] ?? '{}');
process.send?.({ port: Number(new URL(local.addresses.api).port), secret: secrets['alertmanager']?.[0] });
// Whoever started it is gone.
process.once('disconnect', () => process.exit());
