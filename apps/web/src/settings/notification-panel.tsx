import { useEffect, useState } from 'react';
import { postJson, sendJson } from '../api/request.js';
import type { NotificationChannels } from '../api/wire-operations.js';
import type { PushSubscriptionRow } from '../api/wire-settings.js';
import { useAction } from '../desk/use-action.js';
import { useResource } from '../desk/use-resource.js';
import { barTime } from '../format/time.js';
import { words } from '../format/words.js';
import { DataTable } from '../layout/data-table.js';
import { ListState } from '../layout/list-state.js';
import { Panel } from '../layout/panel.js';
import { Said } from '../layout/said.js';
import { ActionButton } from '../session/action-button.js';
import { pushState, subscribeBrowser, unsubscribeBrowser, type PushState } from './browser-push.js';

const PUSH_WORDS: Readonly<Record<PushState, string>> = {
  unsupported: 'This browser has no web push, or the page is not opened over https or localhost.',
  denied: 'This browser was told to show no notifications of this page; its settings say so.',
  off: 'This browser is not told.',
  on: 'This browser is told.',
};

/** By which ways people are told, with a message to try each. */
export function NotificationPanel() {
  const channels = useResource<NotificationChannels>('notifications/channels');
  const browsers = useResource<{ readonly items: readonly PushSubscriptionRow[] }>('push-subscriptions');
  const { isBusy, said, run } = useAction();
  const [push, setPush] = useState<PushState>();
  useEffect(() => void pushState().then(setPush), []);
  const key = channels.value?.vapid_public_key ?? null;

  const test = (channel: string) =>
    run(async () => {
      await postJson('notifications/test', { channel });
      return `A test was sent by ${channel}; what became of it is on the page Operations.`;
    });
  const toggle = () =>
    run(async () => {
      if (push === 'on') await unsubscribeBrowser();
      else if (key !== null) await subscribeBrowser(key);
      setPush(await pushState());
      browsers.reload();
      return push === 'on' ? 'This browser is told no more.' : 'This browser is told from now on.';
    });
  const forget = (id: string) =>
    run(async () => {
      await sendJson('DELETE', `push-subscriptions/${encodeURIComponent(id)}`);
      browsers.reload();
      return 'That browser is told no more.';
    });
  return (
    <Panel title="Notifications">
      <ListState of={channels} onRetry={channels.reload} empty="" loading="Asking for the channels…">
        {(value) => (
          <DataTable
            label="Channels"
            rows={value.channels}
            keyOf={({ channel }) => channel}
            columns={[
              { name: 'Channel', cell: ({ channel }) => channel },
              {
                name: 'State',
                cell: ({ configured }) =>
                  configured ? (
                    <span className="chip chip-good">configured</span>
                  ) : (
                    <span className="chip chip-quiet">not configured</span>
                  ),
              },
              { name: 'Tells from', cell: ({ min_severity: least }) => (least === null ? '–' : words(least)) },
              {
                name: 'Try',
                cell: ({ channel, configured }) => (
                  <ActionButton
                    needs="admin"
                    disabled={!configured || isBusy}
                    title={configured ? 'Sends a message that means nothing' : 'See docs/notifications.md'}
                    onClick={() => test(channel)}
                  >
                    Test<span className="sr-only"> {channel}</span>
                  </ActionButton>
                ),
              },
            ]}
          />
        )}
      </ListState>
      <Said of={said} />
      <div className="panel-text form-buttons">
        <span>{push === undefined ? '' : PUSH_WORDS[push]}</span>
        {(push === 'on' || push === 'off') && (
          <button
            type="button"
            className="button"
            disabled={isBusy || key === null}
            title={key === null ? 'Web push is not configured: see docs/notifications.md' : ''}
            onClick={toggle}
          >
            {push === 'on' ? 'Tell this browser no more' : 'Tell this browser'}
          </button>
        )}
      </div>
      {(browsers.value?.items.length ?? 0) > 0 && (
        <DataTable
          label="Browsers"
          rows={browsers.value?.items ?? []}
          keyOf={({ id }) => id}
          columns={[
            { name: 'Push service', cell: ({ push_service: service }) => service },
            { name: 'By', cell: ({ subscribed_by: by }) => by },
            { name: 'Since', cell: ({ created_at: at }) => <span className="num">{barTime(at, '1m')}</span> },
            {
              name: 'Change',
              cell: ({ id }) => (
                <button type="button" className="button" onClick={() => forget(id)}>
                  Forget
                </button>
              ),
            },
          ]}
        />
      )}
    </Panel>
  );
}
