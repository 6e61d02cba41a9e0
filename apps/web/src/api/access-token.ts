const KEY = 'tapereader.token';

/** The token of the API, kept for this tab only; empty where the gateway asks for none. */
export function accessToken(): string {
  return sessionStorage.getItem(KEY) ?? '';
}

export function keepAccessToken(token: string): void {
  sessionStorage.setItem(KEY, token.trim());
}
