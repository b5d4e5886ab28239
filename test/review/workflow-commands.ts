/** A command in a log, as the runner of GitHub Actions reads it. */
export interface Command {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly data: string;
}

const PROPERTY = { "%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ",", "%25": "%" };
const DATA = { "%0D": "\r", "%0A": "\n", "%25": "%" };

/** Reads a line as ActionCommand.TryParseV2 of the runner does; undefined when it is no command. */
export function commandIn(line: string): Command | undefined {
  const text = line.trimStart();
  const end = text.indexOf("::", 2);
  if (!text.startsWith("::") || end < 0) return undefined;
  const info = text.slice(2, end);
  const space = info.indexOf(" ");
  const pairs =
    space < 0
      ? []
      : info
          .slice(space + 1)
          .split(",")
          .filter(Boolean);
  return {
    name: space < 0 ? info : info.slice(0, space),
    properties: Object.fromEntries(pairs.map((pair) => propertyIn(pair))),
    data: undone(text.slice(end + 2), DATA),
  };
}

function propertyIn(pair: string): readonly [string, string] {
  const equals = pair.indexOf("=");
  return [pair.slice(0, equals), undone(pair.slice(equals + 1), PROPERTY)];
}

/** One after the other, `%25` last. */
function undone(text: string, escapes: Readonly<Record<string, string>>): string {
  return Object.entries(escapes).reduce((rest, [escaped, plain]) => rest.replaceAll(escaped, plain), text);
}
