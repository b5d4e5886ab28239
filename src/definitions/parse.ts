import type { CST, YAMLParseError } from "yaml";
import { Composer, type Document, Lexer, Parser } from "yaml";
import type { Problem } from "../model/problem.ts";
import { problem } from "./codes.ts";
import type { Node } from "./node.ts";
import { readSimpleYaml } from "./simple/yaml.ts";
import { placeOf, type SourceText } from "./source.ts";
import { syntaxProblem } from "./syntax.ts";
import { toTree } from "./tree.ts";

/** What a file's text says, as far as it can be read. */
export interface Parsed {
  /** Absent where the file is empty, or is broken so that its structure cannot be trusted. */
  readonly node?: Node;
  readonly problems: readonly Problem[];
}

/** The format needs five levels. The limit keeps the recursive composer far from the end of the stack. */
const DEEPEST = 60;

/**
 * Only strings and structure are asked of the YAML package (the failsafe schema): what a scalar means is decided in scalar.ts, because
 * the versions of YAML disagree.
 */
const OPTIONS = {
  schema: "failsafe",
  uniqueKeys: false,
  merge: false,
  prettyErrors: false,
  logLevel: "silent",
} as const;

/** Most files are read by the faster of two readers. The YAML package reads the others, and tells whatever is wrong with them. */
export function parseYaml(source: SourceText): Parsed {
  const node = readSimpleYaml(source);
  return node ? { node, problems: [] } : parseAnyYaml(source);
}

/** Reads everything that is YAML: what readSimpleYaml() leaves, and nothing differently. */
export function parseAnyYaml(source: SourceText): Parsed {
  const tokens = tokenize(source.text);
  if (typeof tokens === "number") return { problems: [tooDeep(source, tokens)] };
  const [first, second] = new Composer(OPTIONS).compose(tokens, true, source.text.length);
  const errors = [...(first?.errors ?? []), ...(second?.errors ?? [])];
  const problems = [...errors.map((error) => fromYaml(source, error)), ...severalDocuments(source, second)];
  if (errors.length > 0 || !first?.contents) return { problems };
  const tree = toTree(source, first.contents);
  return { node: tree.node, problems: [...problems, ...tree.problems] };
}

/** The tokens, or the offset where nesting goes too deep. */
function tokenize(text: string): readonly CST.Token[] | number {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  for (const lexeme of new Lexer().lex(text)) {
    tokens.push(...parser.next(lexeme));
    if (parser.stack.length > DEEPEST) return parser.offset;
  }
  tokens.push(...parser.end());
  return tokens;
}

function fromYaml(source: SourceText, error: YAMLParseError): Problem {
  const [start, end] = error.pos;
  return syntaxProblem(error.code, error.message, placeOf({ source, start, end }));
}

function severalDocuments(source: SourceText, second: Document | undefined): readonly Problem[] {
  if (!second) return [];
  const start = second.range?.[0] ?? 0;
  return [
    problem(
      "several-documents",
      placeOf({ source, start, end: start + 3 }),
      "Found a second YAML document; a file holds one",
      'Remove the line "---" and what repeats after it, or move the second part to a file of its own',
    ),
  ];
}

function tooDeep(source: SourceText, start: number): Problem {
  return problem(
    "too-deep",
    placeOf({ source, start, end: start + 1 }),
    `Found more than ${DEEPEST} levels of nesting; the format needs five`,
    "Check brackets and indentation from here upward",
  );
}
