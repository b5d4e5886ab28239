/**
 * Whose change a difference is, as told from a base. pr: what the definitions ask is not what the base asked, and live is as the base was, or
 * the base did not ask. drift: the definitions ask what the base asked, and live differs. both: neither live nor the definitions are as the base.
 */
export const CAUSES = ["pr", "drift", "both"] as const;
export type Cause = (typeof CAUSES)[number];

/** Which changes a plan with a base executes. pr: those of cause `pr` and `both`. */
export const ONLY = ["pr", "drift", "all"] as const;
export type Only = (typeof ONLY)[number];
