/** Where pull requests are reviewed. Only names, so that the command line knows them without what talks to them. */
export const FORGES = ["github", "gitlab"] as const;
export type ForgeName = (typeof FORGES)[number];
