/** A repository at a code host: `github.com` and `team/shop`. */
export interface RemoteRepository {
  readonly host: string;
  readonly path: string;
}

/** Reads a remote's address: `https://…`, `ssh://…`, and git's short `user@host:path`. A local folder is none. */
export function parseRemote(address: string): RemoteRepository | undefined {
  const short = /^(?:[^@/:]+@)?([^@/:]{2,}):(?!\/\/)(.+)$/.exec(address);
  const [, shortHost, shortPath] = short ?? [];
  if (shortHost !== undefined && shortPath !== undefined) return remoteOf(shortHost, shortPath);
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  return ['http:', 'https:', 'ssh:', 'git:'].includes(url.protocol) ? remoteOf(url.hostname, url.pathname) : undefined;
}

function remoteOf(host: string, path: string): RemoteRepository | undefined {
  const clean = path.replaceAll(/^\/+|\/+$/g, '').replace(/\.git$/, '');
  return host === '' || clean === '' ? undefined : { host: host.toLowerCase(), path: clean };
}

/**
 * The page of a commit, as the code hosts have it; for a host that is not known, the name `git:<host>/<path>@<sha>`.
 * GitHub, Gitea and Forgejo: `/commit/`; GitLab: `/-/commit/`; Bitbucket: `/commits/`; Azure DevOps: `/_git/<repo>/commit/`.
 */
export function commitUrl(remote: RemoteRepository | undefined, repository: string, sha: string): string {
  if (remote === undefined) return `git:${repository}@${sha}`;
  const { host, path } = remote;
  const page = (middle: string): string => `https://${host}/${path}/${middle}/${sha}`;
  if (host === 'ssh.dev.azure.com') {
    const [, organisation = '', project = '', name = ''] = path.split('/');
    return `https://dev.azure.com/${organisation}/${project}/_git/${name}/commit/${sha}`;
  }
  if (host === 'bitbucket.org') return page('commits');
  if (/(^|\.)gitlab\./.test(host)) return page('-/commit');
  if (/(^|\.)(github|gitea|forgejo|codeberg)\.|^dev\.azure\.com$/.test(host)) return page('commit');
  return `git:${host}/${path}@${sha}`;
}
