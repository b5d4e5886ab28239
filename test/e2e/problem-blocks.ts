/** One problem as people see it on stderr. */
export interface Block {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly severity: string;
  readonly code: string;
  readonly message: string;
  /** The source line, and the column under which the first caret stands. */
  readonly source: string | undefined;
  readonly caretColumn: number | undefined;
  readonly fix: string;
}

const HEADING = /^(?:(?<file>.+):(?<line>\d+):(?<column>\d+) )?(?<severity>error|warning) (?<code>[\w-]+)$/;

/** Takes what stderr shows apart again. */
export function blocksOf(stderr: string): readonly Block[] {
  return stderr.split("\n\n").flatMap((text) => {
    const [heading = "", message = "", ...rest] = text.split("\n");
    const { file = "", line, column, severity = "", code = "" } = HEADING.exec(heading)?.groups ?? {};
    if (code === "") return [];
    const source = rest.map((row) => /^ *\d+ \|(?: (.*))?$/.exec(row)).find((found) => found !== null);
    const caret = rest.map((row) => /^( *\| )( *)\^/.exec(row)).find((found) => found !== null);
    return [
      {
        file,
        line: Number(line),
        column: Number(column),
        severity,
        code,
        message: message.trim(),
        source: source?.[1],
        caretColumn: caret ? (caret[2] ?? "").length + 1 : undefined,
        fix: rest.find((row) => row.startsWith("  fix: "))?.slice("  fix: ".length) ?? "",
      },
    ];
  });
}
