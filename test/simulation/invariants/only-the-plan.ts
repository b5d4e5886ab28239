import type { Call } from "../history.ts";
import { writtenUsers } from "../past.ts";
import type { Invariant } from "./invariant.ts";

export const onlyThePlan: Invariant = {
  name: "nothing is sent that the plan does not hold",
  check: (latest) => {
    if (latest.kind !== "left" || !latest.call.writes) return undefined;
    const { operation, method, path } = latest.call;
    if (!operation) return `no operation of the plan is ${method} ${path} with this body`;
    return lacksPin(latest.call) ? `${operation.kind} leaves without a version` : undefined;
  },
};

function lacksPin({ operation, body }: Call): boolean {
  const isPinned = operation?.users.some(({ expectedVersion }) => expectedVersion !== undefined);
  return isPinned === true && !/"version":\d+/.test(body);
}

/** Once it is told what became of an operation for a user, it is not sent again; but for what was accepted and did not stay. */
export const settledStaysSettled: Invariant = {
  name: "what is settled is not sent again",
  check: (latest, past) => {
    if (latest.kind !== "left" || !latest.call.operation) return undefined;
    const { operation, life } = latest.call;
    const users = writtenUsers(latest.call);
    const told = past.happenings.flatMap((one) =>
      one.kind === "event" && one.life === life && one.event.type === "outcome" ? [one.event.outcome] : [],
    );
    const about = told.filter(({ userId }) => users.includes(userId));
    const closing = about.find(({ status }) => status === "held" || status === "contended");
    const settled = about.findLast(({ opId }) => opId === operation.opId) ?? closing;
    if (!settled || settled.status === "not-persisted") return undefined;
    return `${operation.kind} of ${settled.email} is sent although ${settled.opId} is ${settled.status}`;
  },
};

export const readingOnlyReads: Invariant = {
  name: "commands that read never write",
  check: (latest, past) => {
    if (latest.kind !== "left" || !latest.call.writes) return undefined;
    const start = past.happenings.find((one) => one.kind === "start" && one.life === latest.call.life);
    const command = start?.kind === "start" ? start.command : undefined;
    return command === "apply" ? undefined : `gus ${command} sent ${latest.call.method} ${latest.call.path}`;
  },
};
