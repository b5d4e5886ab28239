import { addressField } from "./addresses.ts";

export const otherEmails = addressField(
  "otherEmails",
  "E-mail addresses besides the login, by type.",
  "email",
);
