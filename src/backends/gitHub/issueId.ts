/** Where an issue is. */
export interface IssuePlace {
  /** `owner/name` */
  readonly repository: string;
  readonly number: number;
}

/** The id of a ticket: `owner/name#7`, as GitHub itself writes an issue of another repository. */
export function issueId({ repository, number }: IssuePlace): string {
  return `${repository}#${number}`;
}

/** @returns undefined for what is none, and so could become another address. */
export function parseIssueId(id: string): IssuePlace | undefined {
  const [, repository, number] = /^([\w-]+\/(?!\.\.?#)[\w.-]+)#([1-9]\d{0,14})$/.exec(id) ?? [];
  return repository === undefined ? undefined : { repository, number: Number(number) };
}

/** GitHub's names are the same in any case. */
export function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
