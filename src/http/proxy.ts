import { BlockList, isIP } from 'node:net';
import * as l10n from '@vscode/l10n';
import { DeskError } from '../domain/errors.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The proxy that the environment names for an address: `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY`, in small letters
 * too, which count first. The machine itself is never asked through one.
 * The function @throws `proxy` if it is one that cannot be used.
 * @see https://curl.se/docs/manpage.html#ENVIRONMENT
 */
export function proxyFrom(environment: Environment): (url: URL) => URL | undefined {
  return (url) => {
    const named = variable(environment, `${url.protocol.slice(0, -1)}_proxy`) || variable(environment, 'all_proxy');
    if (named === '' || isSpared(url, variable(environment, 'no_proxy'))) return undefined;
    const proxy = named.includes('://') ? named : `http://${named}`;
    if (URL.canParse(proxy) && /^https?:\/\//i.test(proxy)) return new URL(proxy);
    // Not what is there: it may hold a password. Nor does it go without the proxy then.
    throw new DeskError('proxy', l10n.t('The environment names a proxy for {0} that cannot be used.', url.origin), {
      next: l10n.t('Footbridge uses proxies with an address like http://proxy.example.org:3128.'),
    });
  };
}

function variable(environment: Environment, name: string): string {
  return (environment[name] || environment[name.toUpperCase()] || '').trim();
}

/** Whether an address is asked directly, by a list of names, networks and addresses with or without a port; `*` is all. */
function isSpared(url: URL, list: string): boolean {
  const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  if (host === 'localhost' || inNetwork(host, '127.0.0.0/8') || host === '::1') return true;
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  return list.split(/[\s,]+/).some((entry) => {
    const [, name = '', entryPort] = /^(\[.*\]|[^:]*|.*:.*:.*?)(?::(\d+))?$/.exec(entry.toLowerCase()) ?? [];
    return (entryPort === undefined || entryPort === port) && isNamed(host, name.replace(/^\[|\]$/g, ''));
  });
}

function isNamed(host: string, name: string): boolean {
  if (name === '') return false;
  if (name === '*' || name === host) return true;
  if (isIP(host) !== 0) return inNetwork(host, name);
  const domain = name.replace(/^\*?\./, '').replace(/\.$/, '');
  return host === domain || host.endsWith(`.${domain}`);
}

/** Whether an IP address belongs to a network: `10.0.0.0/8`. */
function inNetwork(host: string, network: string): boolean {
  const [start = '', bits = ''] = network.split('/');
  const family = isIP(start);
  if (family === 0 || family !== isIP(host) || !/^\d+$/.test(bits) || Number(bits) > (family === 4 ? 32 : 128))
    return false;
  const type = family === 4 ? 'ipv4' : 'ipv6';
  const list = new BlockList();
  list.addSubnet(start, Number(bits), type);
  return list.check(host, type);
}
