import type { Field, Kind } from "../fields/field.ts";
import { PHONE_NUMBER } from "../fields/written-schema.ts";
import { type Node, type ScalarNode, typeOf } from "./node.ts";
import { isJsonNumber } from "./scalar.ts";

/**
 * Whether the grammar surely takes what stands under a field's key. Nearly everything that people write is plain enough to tell at a
 * glance, which spares a tenth of planning; false says nothing, and leaves it to the grammar.
 */
export function isSurelyGood({ shape }: Field, node: Node): boolean {
  switch (shape.kind) {
    case "text":
      return isText(node) && (shape.oneOf?.includes(node.text) ?? shape.pattern === undefined);
    case "choice":
      return isText(node) && shape.values.includes(node.text);
    case "reference":
      return isText(node);
    case "list":
      return isListOfTexts(node);
    case "keyed-number":
      return (
        node.kind === "map" &&
        node.entries.every(({ key, value }) => key !== "" && isNumberWithin(shape, value))
      );
    case "keyed-contact":
      return (
        node.kind === "map" &&
        shape.contact !== "email" &&
        node.entries.every(({ key, value }) => shape.keys.includes(key) && isNumberToCall(value))
      );
    default:
      return false;
  }
}

export function isListOfTexts(node: Node): boolean {
  return node.kind === "list" && node.items.every(isText);
}

function isText(node: Node): node is ScalarNode {
  return node.kind === "scalar" && node.text !== "" && typeOf(node) === "text";
}

function isNumberToCall(node: Node): boolean {
  return isText(node) && PHONE_NUMBER.test(node.text);
}

function isNumberWithin({ min, max, whole }: Kind & { kind: "keyed-number" }, node: Node): boolean {
  if (node.kind !== "scalar" || !node.plain || !isJsonNumber(node.text)) return false;
  const number = Number(node.text);
  return number >= min && number <= max && (!whole || Number.isInteger(number));
}
