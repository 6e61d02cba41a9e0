import { useState, type FormEvent } from 'react';
import { keepAccessToken } from '../api/access-token.js';

/** Asks for the token of a gateway that wants one. */
export function TokenForm() {
  const [token, setToken] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    keepAccessToken(token);
    // A new page is the simplest way to have every connection begin with the token.
    window.location.reload();
  };
  return (
    <main className="token-page">
      <form className="panel token-form" onSubmit={submit}>
        <h1>Tapereader</h1>
        <label htmlFor="token">API token</label>
        <input
          id="token"
          type="password"
          autoComplete="current-password"
          value={token}
          onChange={(event) => setToken(event.target.value)}
        />
        <p className="muted">It is the value of TAPE_API_TOKEN on the gateway, and is kept for this tab only.</p>
        <button type="submit" className="button" disabled={token.trim() === ''}>
          Open
        </button>
      </form>
    </main>
  );
}
