import { ok, type Route } from "../call.ts";
import { badRequest } from "../refused.ts";
import { revise } from "../revise.ts";
import { stringList } from "../update-user.ts";
import { readUser, writtenUser } from "./lookup.ts";

const PATH = "/api/v2/users/{userId}/profileskills";

export const profileSkillRoutes: readonly Route[] = [
  {
    method: "GET",
    path: PATH,
    needs: ["directory:userProfile:view"],
    answer: (call, backend) => ok(readUser(call, backend).profileSkills),
  },
  {
    method: "PUT",
    path: PATH,
    needs: ["directory:userProfile:edit"],
    answer: (call, backend) => {
      if (!Array.isArray(call.json)) throw badRequest("The body must be a list of strings.");
      const profileSkills = stringList(call.json, "profileSkills");
      const user = writtenUser(call, backend);
      const next = revise(user, { profileSkills }, "subresource", backend.switches);
      return ok(next.profileSkills, [next]);
    },
  },
];
