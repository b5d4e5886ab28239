import type { Check, CheckName } from "../model/checkup.ts";
import type { Problem } from "../model/problem.ts";
import { cannotTell, failed, ok, warning } from "./check.ts";
import type { Calls, Seen, Target } from "./seen.ts";

/** Whether there is a token, an API that takes it, and an organisation behind it. */
export function judgeAccess({ target, calls }: Pick<Seen, "target" | "calls">): readonly Check[] {
  if (!target.ok) return unusable(target.problems);
  const warned = target.warnings.map(({ message, fix }) => warning("credentials", message, fix));
  return [...warned, credentials(target.value, calls), region(target.value, calls), organisation(calls)];
}

/** Settings are told apart by what they are about; each of the two is wrong, or not looked at. */
function unusable(problems: readonly Problem[]): readonly Check[] {
  const about = ({ code }: Problem): CheckName =>
    /^(credentials|token)-/.test(code) ? "credentials" : "region";
  const wrong = problems.map((problem) => failed(about(problem), problem.message, problem.fix));
  const names: readonly CheckName[] = ["credentials", "region", "organisation"];
  const rest = names.filter((name) => !wrong.some((check) => check.name === name));
  return [...wrong, ...rest.map((name) => cannotTell(name, NOT_CALLED))].toSorted(
    (a, b) => names.indexOf(a.name) - names.indexOf(b.name),
  );
}

const NOT_CALLED = "Not looked at, since these settings do not let gus make a call";

function credentials({ credential, login, api, tokenGiven }: Target, calls: Calls): Check {
  const { stopped, tokenMinted, client } = calls;
  const who = client === undefined ? "" : ` (${client})`;
  if (tokenGiven) {
    if (reached(calls)) return ok("credentials", `${api} takes ${credential}${who}`);
  } else if (tokenMinted) return ok("credentials", `${login} gives ${credential}${who} a token`);
  if (stopped?.code === "token-refused") return failed("credentials", stopped.message, stopped.fix);
  return cannotTell("credentials", `Not checked, since ${tokenGiven ? api : login} gave no usable answer`);
}

/** A token that the login host gave and the API refuses belongs to another region. */
function region({ api, chosenBy }: Target, calls: Calls): Check {
  const { stopped, tokenMinted } = calls;
  if (reached(calls)) return ok("region", `${api} answers, which ${chosenBy} chose`);
  if (stopped && (tokenMinted || stopped.code !== "token-refused"))
    return failed("region", stopped.message, stopped.fix);
  return cannotTell("region", `Not checked, since ${api} is not called without a token`);
}

function organisation({ org, orgRefused }: Calls): Check {
  if (org) return ok("organisation", `${org.name} (${org.id})`);
  if (orgRefused) return failed("organisation", orgRefused.message, "Check what a proxy answers with");
  return cannotTell("organisation", "Not looked at, since the API did not answer");
}

/** Whether the API has answered a call. */
export function reached({ org, orgRefused }: Calls): boolean {
  return org !== undefined || orgRefused !== undefined;
}
