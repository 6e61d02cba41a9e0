import { AccountPanel } from '../settings/account-panel.js';
import { ApiKeysPanel } from '../settings/api-keys-panel.js';
import { NotificationPanel } from '../settings/notification-panel.js';
import { ReferencePanel } from '../settings/reference-panel.js';
import { UsersPanel } from '../settings/users-panel.js';
import { WatchlistPanel } from '../settings/watchlist-panel.js';
import { useRefusal } from '../session/use-session.js';

/** What is watched, who may come in, who is told, and what is known besides bars. */
export function SettingsPage() {
  const isAdmin = useRefusal('admin') === undefined;
  return (
    <div className="page">
      <h1 className="sr-only">Settings</h1>
      <WatchlistPanel />
      <NotificationPanel />
      <ReferencePanel />
      {isAdmin && <UsersPanel />}
      {isAdmin && <ApiKeysPanel />}
      <AccountPanel />
    </div>
  );
}
