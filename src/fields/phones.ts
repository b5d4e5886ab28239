import { addressField } from "./addresses.ts";

export const phones = addressField(
  "phones",
  "Phone numbers by type, each a number or a number with an extension.",
  "phone",
);
