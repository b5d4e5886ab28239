import { textField } from "./text-field.ts";

export const title = textField("title", "Job title.", true);
