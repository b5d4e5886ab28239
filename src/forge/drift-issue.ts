import type { Forge, IssueChange, OwnIssue } from "./forge.ts";
import { beginsWith, type Posted, sameText } from "./sticky.ts";

/** What is to be told of drift. */
export interface DriftReport {
  readonly marker: string;
  readonly title: string;
  readonly body: string;
  /** Somebody differs. */
  readonly drifted: boolean;
  /** Everything could be read: nobody differs unseen. */
  readonly complete: boolean;
}

const GONE = "No drift any more: live users match the definitions.";
const BACK = "Drift is back.";

/**
 * Keeps the one issue about drift: it is opened when somebody drifts, told anew while that lasts, and closed when all is clean. An
 * issue that was closed is opened again, so that its readers and their words stay in one place.
 */
export async function keepDriftIssue(forge: Forge, report: DriftReport): Promise<Posted> {
  const own = (await forge.ownIssues()).filter(({ body }) => beginsWith(body, report.marker));
  const [open, ...others] = own.filter((issue) => issue.open);
  for (const { id } of others) await endTwin(forge, id, open?.id);
  if (report.drifted) return tellDrift(forge, report, open ?? own.at(-1));
  if (!open) return { what: "nothing" };
  return report.complete ? close(forge, report, open) : renew(forge, report, open);
}

async function tellDrift(forge: Forge, report: DriftReport, issue: OwnIssue | undefined): Promise<Posted> {
  if (!issue) {
    const { url } = await forge.open(report.title, report.body);
    return { what: "created", url };
  }
  if (issue.open) return renew(forge, report, issue);
  await forge.change(issue.id, { title: report.title, body: report.body, open: true });
  await forge.say(issue.id, BACK);
  return { what: "reopened", url: issue.url };
}

async function renew(forge: Forge, { title, body }: DriftReport, issue: OwnIssue): Promise<Posted> {
  const change: IssueChange = {
    ...(issue.title === title ? {} : { title }),
    ...(sameText(issue.body, body) ? {} : { body }),
  };
  if (Object.keys(change).length === 0) return { what: "unchanged", url: issue.url };
  await forge.change(issue.id, change);
  return { what: "updated", url: issue.url };
}

async function close(forge: Forge, { body }: DriftReport, { id, url }: OwnIssue): Promise<Posted> {
  await forge.change(id, { body, open: false });
  await forge.say(id, GONE);
  return { what: "closed", url };
}

/** Two jobs at once may have opened an issue each. */
async function endTwin(forge: Forge, id: number, first: number | undefined): Promise<void> {
  await forge.change(id, { open: false });
  await forge.say(id, `Goes on in #${first}.`);
}
