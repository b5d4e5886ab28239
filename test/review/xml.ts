/** An element as a strict reader of XML 1.0 finds it. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** The text directly within, as written but for entities. */
  readonly text: string;
  readonly children: readonly Element[];
}

const FORBIDDEN = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;
const NAME = "[A-Za-z_][\\w.-]*";
const VALUE = `[^<&"]*(?:&#\\d+;[^<&"]*)*`;
const TAG = new RegExp(`<(${NAME})((?: ${NAME}="${VALUE}")*)(/?)>`, "y");
const END = new RegExp(`</(${NAME})>`, "y");
const TEXT = /(?:[^<&\]]|&#\d+;|\](?!\]>))+/y;
const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** The one element of a document without comments, sections, doctype or named entities. Throws at anything else. */
export function elementIn(document: string): Element {
  const forbidden = FORBIDDEN.exec(document);
  if (forbidden) throw new Error(`A character that XML forbids, at ${forbidden.index}`);
  if (!document.startsWith(DECLARATION)) throw new Error("No declaration");
  const { element, end } = elementAt(document, DECLARATION.length);
  if (document.slice(end).trim() !== "") throw new Error(`Something follows the element, at ${end}`);
  return element;
}

function elementAt(document: string, start: number): { readonly element: Element; readonly end: number } {
  const [tag, name = "", attributes = "", empty] = wanted(TAG, document, start);
  const children: Element[] = [];
  let text = "";
  let at = start + tag.length;
  while (empty === "" && !document.startsWith("</", at)) {
    if (document.startsWith("<", at)) {
      const child = elementAt(document, at);
      children.push(child.element);
      at = child.end;
    } else {
      const [piece] = wanted(TEXT, document, at);
      text += plain(piece);
      at += piece.length;
    }
  }
  const [close, closed] = empty === "" ? wanted(END, document, at) : ["", name];
  if (closed !== name) throw new Error(`</${closed}> ends <${name}>, at ${at}`);
  return { element: { name, attributes: attributesIn(attributes), text, children }, end: at + close.length };
}

function wanted(pattern: RegExp, document: string, at: number): RegExpExecArray {
  pattern.lastIndex = at;
  const found = pattern.exec(document);
  if (!found) throw new Error(`Not well-formed at ${at}: ${document.slice(at, at + 40)}`);
  return found;
}

function attributesIn(text: string): Readonly<Record<string, string>> {
  const pairs = [...text.matchAll(/ ([\w.-]+)="([^"]*)"/g)].map(
    ([, name = "", value = ""]) => [name, plain(value)] as const,
  );
  if (new Set(pairs.map(([name]) => name)).size < pairs.length) throw new Error("An attribute stands twice");
  return Object.fromEntries(pairs);
}

function plain(text: string): string {
  return text.replaceAll(/&#(\d+);/g, (_entity, code) => String.fromCodePoint(Number(code)));
}
