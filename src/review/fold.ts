/** How a long part of a Markdown document begins and ends. */
export interface Fold {
  open(title: string): string;
  readonly close: string;
}

/** Folded away: a comment stands among others, and must not push them out of sight. */
export const FOLDED: Fold = {
  open: (title) => `<details><summary>${title}</summary>\n\n`,
  close: "\n</details>\n\n",
};

/** In full view, on a page of its own. */
export const IN_VIEW: Fold = { open: (title) => `**${title}**\n\n`, close: "\n" };
