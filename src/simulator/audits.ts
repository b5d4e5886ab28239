import type { JsonObject } from "../model/json.ts";
import type { AppliedWrite } from "./ledger.ts";
import { uuidOf } from "./random.ts";
import { sameUser } from "./revise.ts";
import type { Switches } from "./switches.ts";
import type { SimUser } from "./user.ts";

/** What a query of the audit log is about. */
export interface AuditQuery {
  readonly from: number;
  readonly to: number;
  /** All of them must fit; names as in the API. */
  readonly filters: ReadonlyMap<string, string>;
  readonly service: string | undefined;
  readonly newestFirst: boolean;
}

type Member = keyof SimUser;

/** Which part of the platform logs a member, and what of it. */
interface Home {
  readonly service: string;
  readonly entityType: string;
}

const DIRECTORY: Home = { service: "Directory", entityType: "User" };
const ROUTING: Home = { service: "ContactCenter", entityType: "AgentRoutingInfo" };
const ROUTED: ReadonlySet<Member> = new Set(["skills", "languages"]);
/** What no entry is about. */
const SILENT: ReadonlySet<Member> = new Set(["id", "version", "username"]);

/** As they are called in entries, where that is another name than the local org's own. */
const PROPERTIES: Partial<Record<Member, string>> = {
  managerId: "manager",
  divisionId: "division",
  skills: "routingSkills",
  languages: "routingLanguages",
};

/** The entries of the audit log that a query finds. */
export function auditsOf(
  writes: readonly AppliedWrite[],
  query: AuditQuery,
  switches: Switches,
): readonly JsonObject[] {
  const found = writes
    .map((write, index) => ({ write, index }))
    .filter(({ write: { at } }) => at >= query.from && at <= query.to)
    .flatMap(({ write, index }) => entriesOf(write, index, switches))
    .filter((entry) => fits(entry, query));
  return query.newestFirst ? found.reverse() : found;
}

interface Entry extends JsonObject {
  readonly serviceName: string;
  readonly entityType: string;
  readonly action: string;
  readonly entity: { readonly id: string; readonly name: string };
  readonly user?: { readonly id: string; readonly name: string; readonly selfUri: string };
  readonly client: { readonly id: string };
}

function fits({ serviceName, entityType, action, entity, user, client }: Entry, query: AuditQuery): boolean {
  const held: Readonly<Record<string, string | undefined>> = {
    EntityId: entity.id,
    EntityType: entityType,
    Action: action,
    UserId: user?.id,
    ClientId: client.id,
  };
  const isAsked = [...query.filters].every(([property, value]) => held[property] === value);
  return isAsked && (query.service === undefined || query.service === serviceName);
}

/** One for each part of the platform that a write touches; none for a write that changed nothing. */
function entriesOf(write: AppliedWrite, index: number, switches: Switches): readonly Entry[] {
  const { before, after } = write;
  if (sameUser({ ...before, version: after.version }, after)) return [];
  const members = (Object.keys({ ...before, ...after }) as Member[]).filter(
    (member) => !SILENT.has(member) && JSON.stringify(before[member]) !== JSON.stringify(after[member]),
  );
  return [DIRECTORY, ROUTING].flatMap((home) => {
    const mine = members.filter((member) => homeOf(member, switches) === home);
    return mine.length === 0 ? [] : [entry(write, index, home, mine, switches)];
  });
}

function homeOf(member: Member, { auditedRouting }: Switches): Home {
  return auditedRouting === "AgentRoutingInfo" && ROUTED.has(member) ? ROUTING : DIRECTORY;
}

function entry(
  { at, userId, before, after, client, person }: AppliedWrite,
  index: number,
  { service, entityType }: Home,
  members: readonly Member[],
  { auditedProperties }: Switches,
): Entry {
  const changes = members.map((member) => ({
    property: PROPERTIES[member] ?? member,
    oldValues: textsOf(before[member]),
    newValues: textsOf(after[member]),
  }));
  return {
    id: uuidOf("audit", index, entityType),
    ...(person && { user: { id: person.id, name: person.name, selfUri: `/api/v2/users/${person.id}` } }),
    client: { id: client.id },
    serviceName: service,
    level: "USER",
    eventDate: new Date(at).toISOString(),
    action: "Update",
    entity: { id: userId, name: after.name },
    entityType,
    status: "SUCCESS",
    application: client.application ?? "",
    propertyChanges: auditedProperties === "named" ? changes : [],
    context: {},
    entityChanges: [],
  };
}

function textsOf(value: unknown): string[] {
  if (value === undefined || value === "") return [];
  const values = Array.isArray(value) ? value : [value];
  return values.map((one) => (typeof one === "object" ? JSON.stringify(one) : String(one)));
}
