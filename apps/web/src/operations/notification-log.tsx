import { useState } from 'react';
import { postJson } from '../api/request.js';
import type { Notification, NotificationChannels } from '../api/wire-operations.js';
import { usePagedList } from '../desk/use-paged-list.js';
import { useResource } from '../desk/use-resource.js';
import { barTime } from '../format/time.js';
import { words } from '../format/words.js';
import { ListState } from '../layout/list-state.js';
import { Panel } from '../layout/panel.js';
import { VirtualTable } from '../layout/virtual-table.js';
import { ActionButton } from '../session/action-button.js';

const TONE: Readonly<Record<Notification['state'], string>> = {
  PENDING: 'info',
  SENDING: 'info',
  FAILED: 'warn',
  SENT: 'good',
  DEAD: 'bad',
  UNKNOWN: 'warn',
  DROPPED: 'quiet',
};

/** What tells people of something; each may become a notification. */
const ON = ['signal_generated', 'emergency_exit_triggered', 'portfolio', 'service', 'position'];

/** Who was told what on which channel, and a button to see that it arrives. */
export function NotificationLog() {
  const list = usePagedList<Notification>('notifications', { keyOf: ({ id }) => id, on: ON });
  const channels = useResource<NotificationChannels>('notifications/channels');
  const [said, setSaid] = useState('');
  const test = async (channel: string) => {
    try {
      await postJson('notifications/test', { channel });
      setSaid(`A test was sent by ${channel}.`);
    } catch (error) {
      setSaid((error as Error).message);
    }
    list.reload();
  };
  return (
    <Panel
      title="Notifications"
      tall
      extra={
        <span className="filters">
          {channels.value?.channels.map(({ channel, configured, min_severity: least }) => (
            <ActionButton
              key={channel}
              needs="admin"
              disabled={!configured}
              title={configured ? `Tells from ${words(least ?? 'INFO')} on` : 'Not configured'}
              onClick={() => void test(channel)}
            >
              Test {channel}
            </ActionButton>
          ))}
        </span>
      }
    >
      {channels.error !== undefined && <p className="stale">{channels.error}</p>}
      <p className="said" role="status">
        {said}
      </p>
      <ListState
        of={list}
        onRetry={list.reload}
        empty="Nobody has been told anything. A channel tells people once it is configured: see docs/notifications.md."
      >
        {(rows) => (
          <VirtualTable
            label="Notifications"
            rows={rows}
            keyOf={({ id }) => id}
            onEnd={list.more}
            columns={[
              { name: 'When', width: '120px', cell: ({ created_at: at }) => barTime(at, '1m') },
              { name: 'Channel', width: '70px', cell: ({ channel }) => channel },
              {
                name: 'State',
                width: '72px',
                cell: ({ state, deliveries }) => (
                  <span className={`chip chip-${TONE[state]}`} title={deliveries.at(-1)?.error ?? ''}>
                    {state.toLowerCase()}
                  </span>
                ),
              },
              { name: 'What', width: '3fr', cell: ({ title, text }) => <span title={text}>{title}</span> },
              { name: 'Tries', width: '40px', right: true, cell: ({ attempts }) => attempts },
            ]}
          />
        )}
      </ListState>
    </Panel>
  );
}
