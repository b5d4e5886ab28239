/** A comment, or the text of an issue, that we wrote ourselves. */
export interface Entry {
  readonly id: number;
  readonly body: string;
  readonly url: string;
}

export interface OwnIssue extends Entry {
  readonly title: string;
  readonly open: boolean;
}

/** What changes about an issue. */
export interface IssueChange {
  readonly title?: string;
  readonly body?: string;
  readonly open?: boolean;
}

/**
 * A repository where changes are reviewed. What it reads is by the owner of the token alone: nobody else's words are ever taken for
 * ours. Everything may throw a ForgeError.
 */
export interface Forge {
  /** Comments of ours on a pull request, oldest first. */
  ownComments(request: number): Promise<readonly Entry[]>;
  comment(request: number, body: string): Promise<Entry>;
  edit(request: number, comment: number, body: string): Promise<void>;
  remove(request: number, comment: number): Promise<void>;
  /** Who else changed a comment of ours, as far as the server tells. */
  changedBy(request: number, comment: number): Promise<string | undefined>;
  /** Issues of ours, open or closed, oldest first. */
  ownIssues(): Promise<readonly OwnIssue[]>;
  open(title: string, body: string): Promise<OwnIssue>;
  change(issue: number, change: IssueChange): Promise<void>;
  say(issue: number, text: string): Promise<void>;
  /** Numbers of the merged pull requests that a commit came by, the most likely first. */
  mergedBy(commit: string): Promise<readonly number[]>;
}
