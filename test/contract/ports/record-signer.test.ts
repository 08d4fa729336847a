import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createKmsRecordSigner } from '../../../lambdas/adapters/aws/kms/kms-record-signer.ts';
import { ConfigurationError } from '../../../lambdas/domain/errors.ts';
import { checkBundle } from '../../../lambdas/domain/reporting/bundle/check-bundle.ts';
import { isSignedBy, signedText } from '../../../lambdas/domain/reporting/bundle/signed-text.ts';
import { exportBundle } from '../../../lambdas/use-cases/bundle/export-bundle.ts';
import { sealRecord } from '../../../lambdas/use-cases/bundle/seal-record.ts';
import type { LoopbackServer } from '../../../local/cloud/http/loopback-server.ts';
import { LOCAL_EVIDENCE_KEY, startSigningService } from '../../../local/cloud/signing-service.ts';
import { StateDirectory } from '../../../local/cloud/state/state-directory.ts';
import { createManualClock } from '../../../local/rehearsal/memory/manual-clock.ts';
import { createMemoryPorts, handlerDeps } from '../../../local/rehearsal/memory-ports.ts';
import { aPolicy } from '../../support/builders/policy/a-policy.ts';
import { aClosedIncident, firstIncidentId } from '../../support/builders/records.ts';
import { localAws, type TemporaryFolder, temporaryFolder } from '../../support/servers/local-aws.ts';

let folder: TemporaryFolder;
let service: LoopbackServer;
beforeAll(async () => {
  folder = await temporaryFolder();
  service = await startSigningService(new StateDirectory(folder.path));
});
afterAll(async () => {
  await service.stop();
  await folder.remove();
});

const signer = (key = LOCAL_EVIDENCE_KEY) => createKmsRecordSigner(localAws({ KMS: service.url }), key);

describe('the signer of records', () => {
  it('signs by a key in KMS what its public part proves', async () => {
    const text = signedText('inc_1', 'a'.repeat(64));
    const { value, publicKey, algorithm } = await signer().sign(text);
    expect(algorithm).toBe('ECDSA_SHA_256');
    expect(isSignedBy(publicKey, text, value)).toBe(true);
    expect(isSignedBy(publicKey, `${text}x`, value)).toBe(false);
  });

  it('says that there is no such key', async () => {
    await expect(signer(`${LOCAL_EVIDENCE_KEY}0`).sign('x')).rejects.toBeInstanceOf(ConfigurationError);
  });

  it('keeps its key on a laptop', async () => {
    const { publicKey } = await signer().sign('x');
    const again = await startSigningService(new StateDirectory(folder.path));
    const other = createKmsRecordSigner(localAws({ KMS: again.url }), LOCAL_EVIDENCE_KEY);
    expect((await other.sign('x')).publicKey).toBe(publicKey);
    await again.stop();
  });

  it('signs the seal of a record, which stands in its bundle', async () => {
    const ports = createMemoryPorts(createManualClock('2026-11-23T02:09:00.000Z'), aPolicy());
    const deps = { ...handlerDeps(ports), signer: signer() };
    await deps.incidents.createIncident(aClosedIncident({ version: 1 }));
    const sealed = await sealRecord(deps, { incidentId: firstIncidentId });
    const { lines } = await exportBundle(deps, { incidentId: firstIncidentId, callerArn: null, from: 1 });
    const checked = await checkBundle(lines.map((line) => `${line}\n`));
    expect(checked).toMatchObject({ fault: null, sealed: { head: sealed?.head } });
    const { publicKey } = await signer().sign('x');
    const text = signedText(firstIncidentId, sealed?.head ?? '');
    expect(isSignedBy(publicKey, text, checked.sealed?.signature ?? '')).toBe(true);
  });
});
