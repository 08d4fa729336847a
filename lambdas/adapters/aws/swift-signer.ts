import { AwsV4Signer } from 'aws4fetch';
import { lazyCrypto } from '../lazy-builtins.ts';

/** Keys of the last day and before are of no use: one for each service of today is plenty. */
const mostKeys = 32;
const keys = new Map<string, Buffer>();

/**
 * The package's signer, whose hashes are Node's own: WebCrypto sends each of the eight on a way through the thread pool, which takes
 * longer than the whole rest of a call. The key of a day is derived once.
 */
export class SwiftSigner extends AwsV4Signer {
  override async signature(): Promise<string> {
    return hmac(this.#key(), await this.stringToSign()).toString('hex');
  }

  override async stringToSign(): Promise<string> {
    const hash = sha256(await this.canonicalString());
    return ['AWS4-HMAC-SHA256', this.datetime, this.credentialString, hash].join('\n');
  }

  override async hexBodyHash(): Promise<string> {
    const { body } = this;
    const isPlain = typeof body === 'string' || body instanceof Uint8Array || body == null;
    // What the header says instead, as S3 has it, is the package's to know.
    return isPlain && !this.headers.has('x-amz-content-sha256') ? sha256(body ?? '') : super.hexBodyHash();
  }

  /** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */
  #key(): Buffer {
    const date = this.datetime.slice(0, 8);
    const name = [this.secretAccessKey, date, this.region, this.service].join();
    const known = keys.get(name);
    if (known !== undefined) return known;
    const parts = [date, this.region, this.service, 'aws4_request'];
    const key = parts.reduce<Buffer>(hmac, Buffer.from(`AWS4${this.secretAccessKey}`));
    if (keys.size >= mostKeys) keys.clear();
    keys.set(name, key);
    return key;
  }
}

function hmac(key: Buffer, text: string): Buffer {
  return lazyCrypto().createHmac('sha256', key).update(text).digest();
}

function sha256(content: string | Uint8Array): string {
  return lazyCrypto().createHash('sha256').update(content).digest('hex');
}
