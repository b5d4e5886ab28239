/** How text for people may look. */
export interface Style {
  /** Whether ANSI colours are wanted; the command decides from the terminal and NO_COLOR. */
  readonly color: boolean;
}

/** Roles that a piece of text can have. */
export type Role = "added" | "removed" | "changed" | "heading" | "faint" | "warning" | "error";
export type Paint = (role: Role, text: string) => string;

/** SGR codes (ECMA-48): start and end of each role. */
const CODES: Readonly<Record<Role, readonly [number, number]>> = {
  added: [32, 39],
  removed: [31, 39],
  changed: [33, 39],
  heading: [1, 22],
  faint: [2, 22],
  warning: [33, 39],
  error: [31, 39],
};

/** Wraps text that is already escaped and padded, so that colours change neither columns nor meaning. */
export function paintFor({ color }: Style): Paint {
  if (!color) return (_role, text) => text;
  return (role, text) => {
    const [start, end] = CODES[role];
    return text === "" ? text : `\u001b[${start}m${text}\u001b[${end}m`;
  };
}
