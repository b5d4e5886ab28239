import { FILTER_FUNCTIONS } from "./filters.ts";

/** The script of a page: its functions as text, and the one call that starts them. */
export const SCRIPT = `"use strict";\n${FILTER_FUNCTIONS.map(String).join("\n")}\nstartFilters(document);\n`;
