import { CHANGES } from "./changes.ts";
import { COLOURS } from "./colours.ts";
import { PAGE } from "./page.ts";
import { RUN } from "./run.ts";

/** The whole stylesheet of a page. */
export const STYLESHEET = [COLOURS, PAGE, CHANGES, RUN].join("");
