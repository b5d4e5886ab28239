import fc from "fast-check";

/** Signs that mean something to YAML somewhere, and some that never do. */
export const SIGNS = [
  ...":-?[]{},#&*!|>'\"%@`~<=.\\ab01é😀\t\u0085\u00a0\u2028\ufeff\u0007",
  ..."\n\n\n    ",
  ...["\r\n", "---", "...", "\n  ", "\n    ", ": ", "- ", " #", "a: b", "\n- ", "{ a: 1 }", "[ a, b ]"],
  ...["'a'", '"a"', "? ", "<<", "\\n", "\\u0041", "\\x41", "%YAML 1.2\n", "''", "a:", "\n  a: b"],
];

const PLAIN = [
  "a",
  "b c",
  "a-b",
  "a:b",
  "a#b",
  "x'y",
  'x"y',
  "é x",
  "1",
  "-1",
  "+34",
  "2.5",
  "null",
  "~",
  "No",
];
const ODD = [
  "-",
  "- a",
  "?a",
  ":a",
  "a,b",
  "[a",
  "a]",
  "a}",
  "@a",
  "%a",
  "`a",
  "&a a",
  "*a",
  "!t a",
  "|",
  ">",
];
const MORE_ODD = [
  "",
  ".5",
  "x: y",
  "x:",
  "x #y",
  "x# y",
  "a :b",
  "a : b",
  "<<",
  "__proto__",
  "a\n  b",
  "---",
  "...",
];
const inQuotes = fc.string({ unit: fc.constantFrom(..."ab é:#,-{}[]'😀"), maxLength: 6 });
const scalar = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(...PLAIN) },
  { weight: 3, arbitrary: inQuotes.map((text) => JSON.stringify(text)) },
  { weight: 3, arbitrary: inQuotes.map((text) => `'${text.replaceAll("'", "''")}'`) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '"\\u00e9\\n\\"\\/"',
      '"\\x41\\e"',
      '"\\ud83d\\ude00"',
      "'a''b'",
      '"a\\',
      "'a",
    ),
  },
  { weight: 1, arbitrary: fc.constantFrom(...ODD, ...MORE_ODD, '"a\n  b"', "'a\n\n b'") },
);
const rarely = (usual: string, ...others: readonly string[]) =>
  fc.oneof(
    { weight: 8, arbitrary: fc.constant(usual) },
    { weight: 1, arbitrary: fc.constantFrom(...others) },
  );
/** Space inside brackets; the line may end there. */
const gap = rarely(
  " ",
  "",
  "  ",
  "\n            ",
  "\r\n          ",
  "\n",
  "\n  ",
  " # c\n            ",
  "\n\n            ",
);
const comma = rarely(", ", ",", " ,", ",\n            ", ",\n    ", ",,", "");

/** What stands on one line, or between brackets. */
const { inline } = fc.letrec<{ inline: string; entry: string }>((tie) => ({
  inline: fc.oneof(
    { maxDepth: 2, depthSize: "small" },
    { weight: 4, arbitrary: scalar },
    { weight: 1, arbitrary: bracketed(tie("inline"), "[", "]") },
    { weight: 2, arbitrary: bracketed(tie("entry"), "{", "}") },
  ),
  entry: fc
    .tuple(scalar, rarely(": ", ":", " : ", ":  ", ":\n            ", ""), tie("inline"))
    .map((parts) => parts.join("")),
}));

function bracketed(item: fc.Arbitrary<string>, open: string, close: string): fc.Arbitrary<string> {
  return fc
    .tuple(gap, fc.array(fc.tuple(item, gap, comma), { maxLength: 3 }), gap, rarely(close, "", "}", "]"))
    .map(([first, items, last, end]) => {
      const inner = items.map(([text, space, sign], index) =>
        index < items.length - 1 || sign === ",\n    "
          ? `${text}${space.trim() === "" ? "" : space}${sign}`
          : text,
      );
      return `${open}${first}${inner.join("")}${last}${end}`;
    });
}

interface Block {
  readonly lines: readonly string[];
  /** Stands behind its key instead of below it. */
  readonly beside: boolean;
}

const comment = rarely("", " # c", "  #", "# c", " ");
const between = rarely("", "# c", "      # c: d", "  ", "#");

const { map } = fc.letrec<{ block: Block; map: Block; list: Block }>((tie) => ({
  block: fc.oneof(
    { maxDepth: 3, depthSize: "small" },
    { weight: 3, arbitrary: inline.map((text): Block => ({ lines: [text], beside: true })) },
    { weight: 1, arbitrary: inline.map((text): Block => ({ lines: [text], beside: false })) },
    { weight: 2, arbitrary: tie("map") },
    { weight: 1, arbitrary: tie("list") },
  ),
  map: fc
    .array(
      fc.tuple(
        fc.nat(9),
        scalar,
        rarely(":", " :", ""),
        tie("block"),
        comment,
        between,
        rarely("  ", " ", "", "    "),
      ),
      {
        minLength: 1,
        maxLength: 3,
      },
    )
    .map((entries) => ({ lines: entries.flatMap(entryLines), beside: false })),
  list: fc
    .array(fc.tuple(rarely("- ", "-  ", "-", "-\n"), inline, comment), { minLength: 1, maxLength: 3 })
    .map((items) => ({ lines: items.map((parts) => parts.join("")), beside: false })),
}));

type EntryParts = readonly [number, string, string, Block, string, string, string];

/** Keys differ by a number in front, most of the time. */
function entryLines([
  number,
  text,
  colon,
  { lines, beside },
  remark,
  line,
  indent,
]: EntryParts): readonly string[] {
  const quoted = /^["']/.test(text);
  const key = number === 0 || quoted ? text : `k${number}${text}`;
  const more = line === "" ? [] : [line];
  if (beside) return [`${key}${colon} ${lines.join("")}${remark}`, ...more];
  return [`${key}${colon}${remark}`, ...more, ...lines.map((one) => `${indent}${one}`)];
}

/** Files that are simple or nearly so. */
export const nearlySimple: fc.Arbitrary<string> = fc
  .tuple(
    rarely("", "---\n", "# c\n", "\n", "--- # c\n", "%YAML 1.2\n---\n", "--- ", " ", "\ufeff"),
    map,
    rarely("\n", "", "\n# c", "\n\n\n", "\n...\n", "\n---\n", "\n---\na: b\n", "  "),
    rarely("\n", "\r\n", "\r"),
  )
  .map(([head, { lines }, tail, end]) => `${head}${lines.join("\n")}${tail}`.replaceAll(/\r?\n/g, end));

/** Texts made of YAML's own signs, alone and after a good beginning. */
export const signs: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom("", "a: b\n", "a:\n  b: c\n", "a:\n- b\n"),
    fc.string({ unit: fc.constantFrom(...SIGNS), maxLength: 30 }),
  )
  .map((parts) => parts.join(""));

/** A text with a few characters replaced by signs of YAML. */
export function edited(texts: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const edit = fc.tuple(fc.nat(), fc.nat(3), fc.string({ unit: fc.constantFrom(...SIGNS), maxLength: 2 }));
  return fc.tuple(texts, fc.array(edit, { minLength: 1, maxLength: 3 })).map(([text, edits]) =>
    edits.reduce((so, [at, length, sign]) => {
      const start = at % (so.length + 1);
      return so.slice(0, start) + sign + so.slice(start + length);
    }, text),
  );
}
