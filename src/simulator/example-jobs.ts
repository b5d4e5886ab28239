import type { Person } from "./build.ts";

/** What people of one job in the example org have in common. */
export type Job = Omit<Person, "email" | "name">;

/**
 * By login e-mail: name, jobs (later ones win), and what is this person's own. Where that is not what the definitions ask for, a comment
 * tells the story behind it.
 */
export type JobTable = Readonly<Record<string, readonly [name: string, jobs: readonly Job[], own: Job]>>;

export const CARE: Job = {
  division: "EMEA",
  department: "Customer Care",
  title: "Care Agent",
  manager: "grace@example.com",
  acdAutoAnswer: true,
  locations: { Madrid: null },
  languages: { English: 4 },
};
export const SALES: Job = {
  division: "AMER",
  department: "Sales",
  title: "Sales Agent",
  manager: "marcus.hale@example.com",
  locations: { Boston: null },
  languages: { English: 5 },
};
export const LEAD: Job = {
  acdAutoAnswer: false,
  profileSkills: ["Coaching", "Scheduling"],
  certifications: ["Team Lead 2024"],
};
export const BILLING: Job = { skills: { Billing: 3 } };
export const SENIOR: Job = { title: "Senior Care Agent", skills: { Billing: 5, Retention: 4 } };
export const TECHNICAL: Job = {
  manager: "jonas.keller@example.com",
  locations: { Berlin: null },
  languages: { German: 5 },
  skills: { "Tech-Support": 4, Returns: 3 },
  certifications: ["Network Basics"],
};
export const ORDERS: Job = { skills: { Orders: 4, Returns: 4 } };
export const CHAT: Job = { skills: { Chat: 4 } };
export const VIP: Job = { title: "VIP Care Agent", skills: { VIP: 5 } };
export const SPANISH: Job = { skills: { "Spanish-Care": 5 }, languages: { Spanish: 5 } };
export const INBOUND: Job = {
  manager: "olivia.brooks@example.com",
  skills: { "Sales-Inbound": 4, Orders: 3 },
};
export const OUTBOUND: Job = { manager: "daniel.price@example.com", skills: { "Sales-Outbound": 4 } };
