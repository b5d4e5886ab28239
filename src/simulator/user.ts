export type UserState = "active" | "inactive" | "deleted";

/** A contact as Genesys stores and returns it. Phones come in four shapes, see `phones.ts`. */
export interface SimContact {
  readonly mediaType: "PHONE" | "SMS" | "EMAIL";
  readonly type: string;
  readonly address?: string | undefined;
  readonly display?: string | undefined;
  readonly extension?: string | undefined;
  readonly countryCode?: string | undefined;
  readonly integration?: string | undefined;
}

export interface SimEmployerInfo {
  readonly officialName?: string | undefined;
  readonly employeeId?: string | undefined;
  readonly employeeType?: string | undefined;
  /** YYYY-MM-DD. */
  readonly dateHire?: string | undefined;
}

/** A skill or language with its proficiency, 0 to 5. */
export interface Rated {
  readonly id: string;
  readonly proficiency: number;
}

export interface SimLocation {
  readonly id: string;
  readonly notes?: string | undefined;
}

/** A user as stored. Unset scalars are absent; names are resolved through the world when a user is returned. */
export interface SimUser {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly username: string;
  readonly version: number;
  readonly state: UserState;
  readonly divisionId: string;
  readonly preferredName?: string | undefined;
  readonly title?: string | undefined;
  readonly department?: string | undefined;
  readonly managerId?: string | undefined;
  readonly acdAutoAnswer: boolean;
  readonly addresses: readonly SimContact[];
  readonly skills: readonly Rated[];
  readonly languages: readonly Rated[];
  readonly locations: readonly SimLocation[];
  readonly profileSkills: readonly string[];
  readonly certifications: readonly string[];
  readonly employerInfo?: SimEmployerInfo | undefined;
  readonly biography?: string | undefined;
}
