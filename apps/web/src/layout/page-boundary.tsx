import { Component, type ReactNode } from 'react';
import { Notice } from './notice.js';

interface State {
  readonly error: Error | undefined;
}

/** Keeps what goes wrong on one page from taking the others with it; a page that could not be fetched after an update is fetched anew. */
export class PageBoundary extends Component<{ readonly children: ReactNode }, State> {
  override readonly state: State = { error: undefined };

  static getDerivedStateFromError(error: Error): State {
    return { error };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === undefined) return this.props.children;
    return (
      <Notice kind="error" onRetry={() => window.location.reload()}>
        This page could not be shown. {error.message}
      </Notice>
    );
  }
}
