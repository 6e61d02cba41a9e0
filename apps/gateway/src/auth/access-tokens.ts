import { errors, jwtVerify, SignJWT } from 'jose';

const ISSUER = 'tapereader';
const AUDIENCE = 'tapereader-api';
/** One algorithm and no other: a token does not choose how it is checked. */
const ALGORITHM = 'HS256';
const TYPE = 'at+jwt';

export interface AccessClaims {
  readonly userId: string;
  readonly sessionId: string;
  /** Epoch ms. */
  readonly expiresAtMs: number;
}

export type ReadToken =
  | { readonly ok: true; readonly claims: AccessClaims }
  | { readonly ok: false; readonly reason: 'expired' | 'forged' };

/** Short tokens that name a session. What the session may do is looked up, not written into the token. */
export class AccessTokens {
  readonly #key: Uint8Array;
  readonly lifeSeconds: number;

  /** @param key the same on every gateway that answers under one address. */
  constructor(key: string, lifeSeconds: number) {
    this.#key = new TextEncoder().encode(key);
    this.lifeSeconds = lifeSeconds;
  }

  issue(userId: string, sessionId: string, nowMs: number): Promise<string> {
    const nowSeconds = Math.floor(nowMs / 1_000);
    // Rounded up: a token never lives shorter than it says.
    const endSeconds = Math.ceil(nowMs / 1_000) + this.lifeSeconds;
    return new SignJWT({ sid: sessionId })
      .setProtectedHeader({ alg: ALGORITHM, typ: TYPE })
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .setSubject(userId)
      .setIssuedAt(nowSeconds)
      .setExpirationTime(endSeconds)
      .sign(this.#key);
  }

  async read(token: string, nowMs: number): Promise<ReadToken> {
    try {
      const { payload } = await jwtVerify(token, this.#key, {
        algorithms: [ALGORITHM],
        issuer: ISSUER,
        audience: AUDIENCE,
        typ: TYPE,
        requiredClaims: ['sub', 'sid', 'exp'],
        currentDate: new Date(nowMs),
      });
      const { sub, sid, exp } = payload as { sub: unknown; sid: unknown; exp: number };
      if (typeof sub !== 'string' || typeof sid !== 'string') return { ok: false, reason: 'forged' };
      return { ok: true, claims: { userId: sub, sessionId: sid, expiresAtMs: exp * 1_000 } };
    } catch (error) {
      return { ok: false, reason: error instanceof errors.JWTExpired ? 'expired' : 'forged' };
    }
  }
}
