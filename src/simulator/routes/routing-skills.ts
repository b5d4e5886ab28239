import type { Backend, Call, Reply, Route } from "../call.ts";
import { tooMany } from "./lookup.ts";
import { addRated, listRated, type RatedKind, removeRated, updateRated, writeRated } from "./rated.ts";

const SKILLS: RatedKind = {
  member: "skills",
  param: "skillId",
  status: { deleted: 200 },
  round: (proficiency, { switches }) => (switches.skillsRounded ? Math.round(proficiency) : proficiency),
};

const BASE = "/api/v2/users/{userId}/routingskills";
const NEEDS = ["routing:skill:assign"];

export const routingSkillRoutes: readonly Route[] = [
  { method: "GET", path: BASE, answer: listRated(SKILLS) },
  { method: "POST", path: BASE, needs: NEEDS, answer: addRated(SKILLS) },
  { method: "PATCH", path: `${BASE}/bulk`, needs: NEEDS, answer: bulk("merge", "patchSkillsMax") },
  { method: "PUT", path: `${BASE}/bulk`, needs: NEEDS, answer: bulk("replace", "putSkillsMax") },
  { method: "PUT", path: `${BASE}/{skillId}`, needs: NEEDS, answer: updateRated(SKILLS) },
  { method: "DELETE", path: `${BASE}/{skillId}`, needs: NEEDS, answer: removeRated(SKILLS) },
];

function bulk(how: "merge" | "replace", limit: "patchSkillsMax" | "putSkillsMax") {
  const write = writeRated(SKILLS, how);
  return (call: Call, backend: Backend): Reply => {
    const max = backend.switches[limit];
    if (Array.isArray(call.json) && call.json.length > max) throw tooMany(max, backend);
    return write(call, backend);
  };
}
