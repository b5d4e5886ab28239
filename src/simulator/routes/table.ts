import type { Route } from "../call.ts";
import { auditRoutes } from "./audits.ts";
import { divisionRoutes } from "./divisions.ts";
import { nameRoutes } from "./names.ts";
import { organizationRoutes } from "./organization.ts";
import { profileSkillRoutes } from "./profile-skills.ts";
import { routingLanguageRoutes } from "./routing-languages.ts";
import { routingSkillRoutes } from "./routing-skills.ts";
import { subjectRoutes } from "./subjects.ts";
import { tokenRoutes } from "./tokens.ts";
import { usersBulkRoutes } from "./users-bulk.ts";
import { usersReadRoutes } from "./users-read.ts";
import { usersSearchRoutes } from "./users-search.ts";
import { usersWriteRoutes } from "./users-write.ts";

/** All that the simulated org answers. Where two patterns fit, the one with more fixed parts wins. */
export const ROUTES: readonly Route[] = [
  ...tokenRoutes,
  ...organizationRoutes,
  ...usersReadRoutes,
  ...usersSearchRoutes,
  ...usersWriteRoutes,
  ...usersBulkRoutes,
  ...routingSkillRoutes,
  ...routingLanguageRoutes,
  ...profileSkillRoutes,
  ...divisionRoutes,
  ...subjectRoutes,
  ...nameRoutes,
  ...auditRoutes,
];
