import type { ErrorCode } from "yaml";
import type { Place, Problem } from "../model/problem.ts";
import { problem } from "./codes.ts";

/** What usually helps, by the YAML package's error code. */
const FIXES: Partial<Record<ErrorCode, string>> = {
  BAD_ALIAS: "Give the anchor or alias a name, or quote the text if its & or * is meant literally",
  BAD_DQ_ESCAPE: "Double the backslash, or use single quotes",
  BAD_INDENT: "Line the key up with the other keys of its map",
  BAD_SCALAR_START: "Put the text in double quotes",
  BLOCK_AS_IMPLICIT_KEY: "Put the text in double quotes: it holds a colon followed by a space",
  BLOCK_IN_FLOW: "Write maps and lists inside brackets with brackets too",
  KEY_OVER_1024_CHARS: "Shorten the key",
  MISSING_CHAR: "Add the missing character; look for an unclosed quote or bracket above",
  MULTILINE_IMPLICIT_KEY: "Add a colon and a value after the key, or quote the text",
  TAB_AS_INDENT: "Indent with spaces instead of tabs",
  UNEXPECTED_TOKEN: "Quote the text, or check brackets and indentation",
};

export function syntaxProblem(code: ErrorCode, message: string, at: Place): Problem {
  const said = message.replace(/\.$/, "");
  return problem("yaml-syntax", at, `Cannot read the YAML: ${said}`, FIXES[code] ?? "Correct the YAML here");
}
