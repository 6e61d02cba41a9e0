import { createHmac } from 'node:crypto';
import { sameToken } from '../http/bearer-token.js';

/** What a sender shows to prove that it knows the secret: a signature over the bytes, or else the secret itself. */
export interface WebhookProof {
  readonly body: Buffer;
  /** Header `X-Signature`: `sha256=` and the HMAC in hexadecimal. */
  readonly signature: string | undefined;
  /** Header `X-Webhook-Secret`, or the field `secret` of the body. */
  readonly secret: string | undefined;
}

export type WebhookEntry = 'not-configured' | 'refused' | 'authentic';

/** Lets signals from outside in, or not. Without a secret nobody is let in. */
export class WebhookGate {
  readonly #secret: string | undefined;

  constructor(secret: string | undefined) {
    this.#secret = secret;
  }

  /**
   * Compares in the same time whatever differs. A signature that is wrong is not made good by a secret: then somebody changed
   * what was signed.
   */
  entry({ body, signature, secret }: WebhookProof): WebhookEntry {
    if (this.#secret === undefined) return 'not-configured';
    if (signature === undefined) return sameToken(secret, this.#secret) ? 'authentic' : 'refused';
    const expected = createHmac('sha256', this.#secret).update(body).digest('hex');
    return sameToken(signature.replace(/^sha256=/i, '').toLowerCase(), expected) ? 'authentic' : 'refused';
  }
}
