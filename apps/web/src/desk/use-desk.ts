import { createContext, useContext, useSyncExternalStore } from 'react';
import type { Desk } from './desk.js';
import type { DeskState } from './desk-state.js';

export const DeskContext = createContext<Desk | undefined>(undefined);

/** The desk that the page was given. @throws Error outside of the page. */
export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (desk === undefined) throw new Error('there is no desk around this component');
  return desk;
}

/** One part of the state; the component is drawn again when that part changes. */
export function useDeskState<Part>(select: (state: DeskState) => Part): Part {
  const desk = useDesk();
  return useSyncExternalStore(desk.watch, () => select(desk.snapshot()));
}
