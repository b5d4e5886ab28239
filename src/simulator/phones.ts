import type { Chance } from "./random.ts";
import type { SimContact } from "./user.ts";

/**
 * Phones as Genesys returns them, in the four shapes that its Terraform provider has to tell apart (`flattenUserAddresses`):
 * a number; an extension of a pool, repeated as display; a number kept in display next to an extension; a display alone.
 */
export const PHONE_SHAPES = {
  number: (number: string, type = "WORK"): SimContact => ({
    mediaType: "PHONE",
    type,
    address: number,
    display: number,
  }),
  extension: (extension: string, type = "WORK2"): SimContact => ({
    mediaType: "PHONE",
    type,
    extension,
    display: extension,
  }),
  numberAndExtension: (number: string, extension: string, type = "WORK"): SimContact => ({
    mediaType: "PHONE",
    type,
    extension,
    display: number,
  }),
  displayOnly: (extension: string, type = "WORK3"): SimContact => ({
    mediaType: "PHONE",
    type,
    display: `(${extension})`,
  }),
} as const;

/** The contacts of the index-th seeded user. Every shape occurs among the first users already. */
export function seedContacts(index: number, email: string, chance: Chance): readonly SimContact[] {
  const number = `+3491${String(1_000_000 + index).slice(-7)}`;
  const extension = String(20_000 + index);
  const phones: SimContact[] = [];
  if (index % 8 < 4) phones.push(PHONE_SHAPES.number(number));
  if (index % 8 === 4) phones.push(PHONE_SHAPES.numberAndExtension(number, extension));
  if (index % 4 === 1) phones.push(PHONE_SHAPES.extension(extension));
  if (index % 16 === 6) phones.push(PHONE_SHAPES.displayOnly(extension));
  if (index % 16 === 2)
    phones.push({ ...PHONE_SHAPES.number(`+3460${number.slice(-7)}`, "MOBILE"), countryCode: "ES" });
  if (chance.flip(0.1)) phones.push({ ...PHONE_SHAPES.number(`+3461${number.slice(-7)}`), mediaType: "SMS" });
  if (chance.flip(0.05)) phones.push({ mediaType: "EMAIL", type: "WORK", address: `desk.${email}` });
  return phones;
}
