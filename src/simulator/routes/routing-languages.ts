import type { Backend, Call, Reply, Route } from "../call.ts";
import { tooMany } from "./lookup.ts";
import { addRated, listRated, type RatedKind, removeRated, updateRated, writeRated } from "./rated.ts";

const LANGUAGES: RatedKind = {
  member: "languages",
  param: "languageId",
  status: { deleted: 204 },
  round: (proficiency) => Math.round(proficiency),
};

/** Most languages of one PATCH, as documented. */
export const LANGUAGES_BULK_MAX = 50;

const BASE = "/api/v2/users/{userId}/routinglanguages";
const NEEDS = ["routing:skill:assign", "routing:language:assign"];

/** There is no PUT bulk for languages. */
export const routingLanguageRoutes: readonly Route[] = [
  { method: "GET", path: BASE, answer: listRated(LANGUAGES) },
  { method: "POST", path: BASE, needs: NEEDS, answer: addRated(LANGUAGES) },
  { method: "PATCH", path: `${BASE}/bulk`, needs: NEEDS, answer: patchBulk },
  { method: "PATCH", path: `${BASE}/{languageId}`, needs: NEEDS, answer: updateRated(LANGUAGES) },
  { method: "DELETE", path: `${BASE}/{languageId}`, needs: NEEDS, answer: removeRated(LANGUAGES) },
];

const merge = writeRated(LANGUAGES, "merge");

function patchBulk(call: Call, backend: Backend): Reply {
  if (Array.isArray(call.json) && call.json.length > LANGUAGES_BULK_MAX) {
    throw tooMany(LANGUAGES_BULK_MAX, backend);
  }
  return merge(call, backend);
}
