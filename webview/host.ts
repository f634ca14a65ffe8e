import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { PageMessage, TicketAction } from '../src/protocol/messages.ts';

/** What the parts of the page can ask for. Each answer comes as a change of what is shown. */
export interface Host {
  act(action: TicketAction): void;
  refresh(): void;
  loadTimeline(): void;
  openLink(url: string): void;
  openPlace(place: Omit<Extract<PageMessage, { type: 'openPlace' }>, 'type'>): void;
  /** The language of the editor. */
  readonly language: string;
}

export const HostContext = createContext<Host | undefined>(undefined);

export function useHost(): Host {
  const host = useContext(HostContext);
  if (host === undefined) throw new Error('A part of the page stands outside of HostContext.');
  return host;
}
