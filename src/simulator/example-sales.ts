import { CHAT, INBOUND, type JobTable, LEAD, OUTBOUND, SALES } from "./example-jobs.ts";
import { PHONE_SHAPES } from "./phones.ts";

const phone = PHONE_SHAPES.number;

/** Sales, as definitions/sales.yaml finds it. */
export const SALES_PEOPLE: JobTable = {
  // Leads both regions now, so he moves above them.
  "marcus.hale@example.com": [
    "Marcus Hale",
    [SALES, LEAD],
    {
      title: "Head of Sales",
      manager: undefined,
      addresses: [phone("+16175550100"), phone("+16175550101", "MOBILE")],
      employerInfo: { officialName: "Marcus J. Hale", employeeId: "1001", employeeType: "Full-time" },
    },
  ],

  // Became a lead, and still answers calls automatically.
  "olivia.brooks@example.com": [
    "Olivia Brooks",
    [SALES, INBOUND, LEAD],
    {
      title: "Inbound Team Lead",
      manager: "marcus.hale@example.com",
      acdAutoAnswer: true,
      addresses: [phone("+16175550110")],
    },
  ],
  // Holds a campaign skill that the definitions do not mention and therefore leave alone.
  "ethan.cole@example.com": ["Ethan Cole", [SALES, INBOUND], { skills: { VIP: 2 } }],
  // Goes by another short form.
  "amelia.ross@example.com": ["Amelia Ross", [SALES, INBOUND], { preferredName: "Mel" }],
  "noah.perry@example.com": ["Noah Perry", [SALES, INBOUND, CHAT], {}],
  // Has become better at selling and in Spanish.
  "isabella.cruz@example.com": ["Isabella Cruz", [SALES, INBOUND], { languages: { Spanish: 4 } }],
  // Asked to have calls answered automatically.
  "liam.foster@example.com": ["Liam Foster", [SALES, INBOUND], {}],
  // Has another mobile phone.
  "chloe.bennett@example.com": [
    "Chloe Bennett",
    [SALES, INBOUND, CHAT],
    { addresses: [{ ...phone("+16175550196", "MOBILE"), mediaType: "SMS" }] },
  ],
  // Works part-time from now on.
  "mason.reid@example.com": [
    "Mason Reid",
    [SALES, INBOUND],
    { employerInfo: { officialName: "Mason Reid", employeeId: "1016", employeeType: "Full-time" } },
  ],
  // New; nobody has sorted him in yet.
  "harper.quinn@example.com": ["Harper Quinn", [SALES, INBOUND], { division: "Home" }],
  // Does not want to be called at home.
  "lucas.grant@example.com": [
    "Lucas Grant",
    [SALES, INBOUND],
    { addresses: [phone("+16175550119"), phone("+16175559119", "HOME")] },
  ],

  // Became a lead, and still answers calls automatically.
  "daniel.price@example.com": [
    "Daniel Price",
    [SALES, OUTBOUND, LEAD],
    {
      title: "Outbound Team Lead",
      manager: "marcus.hale@example.com",
      acdAutoAnswer: true,
      addresses: [phone("+16175550130")],
    },
  ],
  // Changes from Marcus's team to Daniel's.
  "grace.kim@example.com": ["Grace Kim", [SALES, OUTBOUND], { manager: "marcus.hale@example.com" }],
  // Certified; the evening class in Italian led nowhere.
  "jack.morris@example.com": ["Jack Morris", [SALES, OUTBOUND], { languages: { Italian: 1 } }],
  // Her Spanish was entered by mistake.
  "zoe.hughes@example.com": ["Zoe Hughes", [SALES, OUTBOUND], { languages: { French: 2, Spanish: 1 } }],
  // Does not want to be called Hank.
  "henry.ward@example.com": ["Henry Ward", [SALES, OUTBOUND], { preferredName: "Hank" }],
  // Takes inbound calls as well.
  "lily.sanders@example.com": ["Lily Sanders", [SALES, OUTBOUND], {}],
  // Was hired when Sales was called Telesales.
  "owen.barnes@example.com": ["Owen Barnes", [SALES, OUTBOUND], { department: "Telesales" }],
  // Her certificate ran out.
  "sara.coleman@example.com": ["Sara Coleman", [SALES, OUTBOUND], { certifications: ["Do Not Call"] }],
  // On leave; missed the move of his team to AMER.
  "ben.harper@example.com": [
    "Ben Harper",
    [SALES, OUTBOUND],
    { state: "inactive", division: "Home", skills: { "Sales-Outbound": 2 } },
  ],
};
