/** Most entries in one PATCH or PUT of skills: 50 per the official Terraform provider; unconfirmed for PUT. */
export const SKILLS_PER_CALL = 50;
/** Most entries in one PATCH of languages (documented). */
export const LANGUAGES_PER_CALL = 50;
/** Users moved to a division in one call; the API's own limit is unknown. */
export const USERS_PER_DIVISION_CALL = 50;
/** Most users in one PATCH /users/bulk (documented). */
export const USERS_PER_BULK_CALL = 50;
/** A bulk call costs itself and the read that compares before it, so it pays from this many users on. */
export const USERS_THAT_PAY_FOR_BULK = 3;
/** Most users that one read by id returns (error `max.user.ids`). */
export const USERS_PER_READ = 100;

export function chunksOf<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  const count = Math.ceil(items.length / size);
  return Array.from({ length: count }, (_, index) => items.slice(index * size, (index + 1) * size));
}
