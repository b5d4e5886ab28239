import type { IConstruct } from "constructs";
import type { Problem } from "../model/problem.ts";
import { cdktf } from "./peers.ts";

/** What two constructs can have in common that only one may have. */
interface Pinning extends IConstruct {
  readonly planPath: string | undefined;
  readonly resourceId: string;
}

type PinningClass = abstract new (...args: never[]) => Pinning;

/** Why a construct cannot stand beside the others of its app. */
export function clashes(one: Pinning, kind: PinningClass): readonly Problem[] {
  const others = othersOf(one, kind);
  return [...unnamed(one), ...sameName(one, others), ...samePlan(one, others)];
}

/** GUS_PLAN names one plan, so only one construct can take it. */
export function sharedTwice(
  scope: IConstruct,
  path: string | undefined,
  kind: PinningClass,
): readonly Problem[] {
  const taken = all(scope, kind).filter(({ planPath }) => path !== undefined && planPath === path);
  return taken.map(({ node }) => ({
    code: "plan-pinned-twice",
    message: `GUS_PLAN names the plan of ${node.path}, and is for an app that plans once`,
    fix: "Unset GUS_PLAN, or give each construct a plan of its own by `plan`",
  }));
}

/** Terraform knows resources by a name made of the letters of their ids that it takes. */
function unnamed({ resourceId, node }: Pinning): readonly Problem[] {
  if (resourceId !== "") return [];
  const message = `The id ${JSON.stringify(node.id)} has no letter that Terraform takes`;
  return [{ code: "bad-id", message, fix: "Give it an id of Latin letters, digits, - and _" }];
}

function sameName(one: Pinning, others: readonly Pinning[]): readonly Problem[] {
  const stack = cdktf.TerraformStack.of(one);
  const alike = others.filter(
    (other) => other.resourceId === one.resourceId && cdktf.TerraformStack.of(other) === stack,
  );
  return alike.map(({ node }) => ({
    code: "bad-id",
    message: `Terraform would take ${one.node.path} and ${node.path} for one resource, ${one.resourceId}`,
    fix: "Give one of them another id",
  }));
}

/** One plan is applied by one construct: the second would have nothing to do. */
function samePlan(one: Pinning, others: readonly Pinning[]): readonly Problem[] {
  const alike = others.filter(({ planPath }) => planPath !== undefined && planPath === one.planPath);
  return alike.map(({ node }) => ({
    code: "plan-pinned-twice",
    message: `${one.node.path} pins the plan that ${node.path} pins already: ${one.planPath}`,
    fix: "Give each construct a plan of its own",
  }));
}

function othersOf(one: Pinning, kind: PinningClass): readonly Pinning[] {
  return all(one, kind).filter((other) => other !== one);
}

function all(one: IConstruct, kind: PinningClass): readonly Pinning[] {
  return one.node.root.node.findAll().filter((other) => other instanceof kind);
}
