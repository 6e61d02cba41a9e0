/** What happens to a stack, for whoever shows it. `name` is a server or a service. */
export type StackEvent =
  | { readonly kind: 'starting'; readonly name: string }
  | { readonly kind: 'progress'; readonly message: string; readonly percent?: number | undefined }
  | { readonly kind: 'ready'; readonly name: string; readonly detail: string; readonly tookMs: number }
  /** The stack goes on without it. */
  | { readonly kind: 'unavailable'; readonly name: string; readonly message: string }
  /** Something the user should know; nothing stops for it. */
  | { readonly kind: 'notice'; readonly message: string }
  | { readonly kind: 'crashed'; readonly name: string; readonly how: string; readonly restartInMs: number }
  | { readonly kind: 'restarted'; readonly name: string; readonly tookMs: number }
  | { readonly kind: 'stopping'; readonly name: string }
  | { readonly kind: 'stopped'; readonly name: string; readonly tookMs: number };

export type StackListener = (event: StackEvent) => void;
