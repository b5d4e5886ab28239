/** How much goes into one call. */
export interface CallSizes {
  /** Entries in one PATCH or PUT of skills. */
  readonly skills: number;
  /** Entries in one PATCH of languages. */
  readonly languages: number;
  /** Users moved to a division in one call. */
  readonly divisionUsers: number;
  /** Users in one PATCH /users/bulk. */
  readonly bulkUsers: number;
  /** Users that one read by id returns. */
  readonly readUsers: number;
}

export const CALL_SIZES: CallSizes = {
  // The official Terraform provider sends 50 to PATCH; unconfirmed for PUT.
  skills: 50,
  // Documented.
  languages: 50,
  // The API's own limit is unknown.
  divisionUsers: 50,
  // Documented.
  bulkUsers: 50,
  // Error `max.user.ids`.
  readUsers: 100,
};
