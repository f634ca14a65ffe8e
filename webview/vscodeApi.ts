import type { Transport } from '../src/protocol/rpc.ts';

/** What VS Code gives a page, once. https://code.visualstudio.com/api/extension-guides/webview */
export interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

export function vsCodeApi(): VsCodeApi {
  return acquireVsCodeApi();
}

export function transportOf(api: VsCodeApi): Transport {
  return {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- VS Code's function, not the window's: it has one argument
    send: (message) => api.postMessage(message),
    listen: (listener) => {
      const onMessage = (event: MessageEvent): void => listener(event.data);
      window.addEventListener('message', onMessage);
      return () => window.removeEventListener('message', onMessage);
    },
  };
}
