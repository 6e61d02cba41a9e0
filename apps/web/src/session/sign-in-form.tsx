import { useId, useState, type FormEvent } from 'react';
import { session } from '../api/session.js';

/** Asks who is there. */
export function SignInForm({ said }: { readonly said?: string | undefined }) {
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState(said);
  const id = useId();
  const submit = async () => {
    setBusy(true);
    setRefusal(undefined);
    const why = await session.signIn(username.trim(), password);
    if (why === undefined) return;
    setBusy(false);
    setRefusal(why);
  };
  return (
    <main className="sign-in-page">
      <form
        className="panel sign-in"
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          void submit();
        }}
      >
        <h1 className="brand">
          <img src="/icon.svg" alt="" width="22" height="22" /> Tapereader
        </h1>
        <label htmlFor={`${id}-name`}>User</label>
        <input
          id={`${id}-name`}
          className="input"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
          value={username}
          onChange={(event) => setUsername(event.target.value)}
        />
        <label htmlFor={`${id}-password`}>Password</label>
        <input
          id={`${id}-password`}
          className="input"
          type="password"
          autoComplete="current-password"
          required
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
        {refusal !== undefined && (
          <p className="down" role="alert">
            {refusal}
          </p>
        )}
        <button
          type="submit"
          className="button button-main"
          disabled={isBusy || username.trim() === '' || password === ''}
        >
          {isBusy ? 'Signing in…' : 'Sign in'}
        </button>
        <p className="muted">The first start prints the name and password of the first admin, once.</p>
      </form>
    </main>
  );
}
