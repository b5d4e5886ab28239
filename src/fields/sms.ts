import { addressField } from "./addresses.ts";

export const sms = addressField("sms", "Numbers for text messages, by type.", "number");
