/** What a page can be shown as. */
export const PAGE_FORMATS = ["text", "json", "markdown"] as const;
export type PageFormat = (typeof PAGE_FORMATS)[number];

/** What a file can be written as. Only names, so that the command line knows them without what renders them. */
export const FORMATS = [
  ...PAGE_FORMATS,
  "html",
  "github-summary",
  "github-output",
  "gitlab-terraform",
  "gitlab-codequality",
  "gitlab-markdown",
  "junit",
] as const;
export type Format = (typeof FORMATS)[number];
