import {
  BILLING,
  CARE,
  CHAT,
  type JobTable,
  LEAD,
  ORDERS,
  SENIOR,
  SPANISH,
  TECHNICAL,
  VIP,
} from "./example-jobs.ts";
import { PHONE_SHAPES } from "./phones.ts";

const { number: phone, numberAndExtension: desk } = PHONE_SHAPES;

/** Customer Care, as definitions/care.yaml finds it. */
export const CARE_PEOPLE: JobTable = {
  "grace@example.com": [
    "Grace Hopper",
    [CARE, LEAD],
    {
      // Promoted: she no longer reports to Marcus, and has no mobile phone on record yet.
      title: "Customer Care Manager",
      manager: "marcus.hale@example.com",
      addresses: [desk("+34910004000", "4000")],
      employerInfo: { officialName: "Grace Hopper", employeeId: "0001", employeeType: "Full-time" },
    },
  ],
  "ada@example.com": [
    "Ada Lovelace",
    [CARE, BILLING, SPANISH],
    {
      // Moves up from the first line to the second, and her record is brought up to date.
      skills: { Retention: 2 },
      addresses: [phone("+34910004001"), phone("+34910009001", "HOME")],
      profileSkills: ["chess"],
      employerInfo: { officialName: "Ada King", employeeId: "0815", employeeType: "Part-time" },
    },
  ],
  // The HR system drops accents.
  "lucia.romero@example.com": [
    "Lucia Romero",
    [CARE, BILLING, SPANISH],
    { addresses: [phone("+34910004019")] },
  ],
  "javier.ortega@example.com": [
    "Javier Ortega",
    [CARE, BILLING, SPANISH],
    { addresses: [phone("+34910004011")] },
  ],
  // Starts on chat.
  "elena.navarro@example.com": ["Elena Navarro", [CARE, BILLING, SPANISH], {}],
  // Still answers calls automatically.
  "pablo.vidal@example.com": ["Pablo Vidal", [CARE, BILLING, SPANISH], {}],
  // Her languages were never tested.
  "marta.iglesias@example.com": ["Marta Iglesias", [CARE, BILLING, SPANISH], {}],
  // Came from another department as an employee.
  "diego.fuentes@example.com": [
    "Diego Fuentes",
    [CARE, BILLING],
    {
      department: "Billing",
      employerInfo: { officialName: "Diego Fuentes", employeeId: "0820", employeeType: "Full-time" },
    },
  ],
  // Takes on orders.
  "nuria.campos@example.com": ["Nuria Campos", [CARE, BILLING], {}],
  // Becomes Maria Santos.
  "maria.lopes@example.com": ["Maria Lopes", [CARE, BILLING, SPANISH], {}],

  // Becomes the lead of the second line, who all still report to Grace.
  "sofia.delgado@example.com": [
    "Sofía Delgado",
    [CARE, SENIOR, SPANISH],
    { addresses: [phone("+34910004020"), phone("+34600004020", "MOBILE")] },
  ],
  "hugo.molina@example.com": ["Hugo Molina", [CARE, SENIOR, SPANISH], {}],
  "irene.blanco@example.com": ["Irene Blanco", [CARE, SENIOR, SPANISH], {}],
  // Never left the division that new users begin in.
  "oscar.prieto@example.com": ["Oscar Prieto", [CARE, SENIOR], { division: "Home" }],

  // Comes to the VIP desk from complaints.
  "carmen.reyes@example.com": [
    "Carmen Reyes",
    [CARE, SENIOR, CHAT, SPANISH],
    { skills: { Complaints: 3 }, certifications: ["PCI"] },
  ],
  // Was an agent of a partner.
  "nina.petit@example.com": [
    "Nina Petit",
    [CARE, SENIOR, CHAT, VIP],
    { division: "Outsourced", languages: { French: 5, English: 5 } },
  ],

  // Leads, and still answers calls automatically.
  "jonas.keller@example.com": [
    "Jonas Keller",
    [CARE, TECHNICAL, LEAD],
    {
      title: "Technical Support Lead",
      manager: "grace@example.com",
      acdAutoAnswer: true,
      addresses: [phone("+493040004040"), phone("+491700004040", "MOBILE")],
    },
  ],
  // Moved from Madrid.
  "lena.vogel@example.com": ["Lena Vogel", [CARE, TECHNICAL], { locations: { Madrid: "Floor 3" } }],
  // Fax is closed; see Anna as well.
  "felix.brandt@example.com": [
    "Felix Brandt",
    [CARE, TECHNICAL, CHAT],
    { skills: { Fax: 2 }, languages: { English: 3 } },
  ],
  // Begins to work in Madrid as well.
  "mia.schuster@example.com": ["Mia Schuster", [CARE, TECHNICAL], { locations: { Berlin: "Floor 2" } }],
  "tobias.frank@example.com": [
    "Tobias Frank",
    [CARE, TECHNICAL, CHAT],
    { preferredName: "Tobi", profileSkills: ["Routers", "Wi-Fi"] },
  ],

  // Does not answer calls automatically yet.
  "claire.moreau@example.com": [
    "Claire Moreau",
    [CARE, ORDERS, CHAT],
    { acdAutoAnswer: false, languages: { French: 5 } },
  ],
  // Nor does he, but the definitions leave that alone.
  "louis.garnier@example.com": [
    "Louis Garnier",
    [CARE, ORDERS],
    { acdAutoAnswer: false, languages: { French: 5 } },
  ],
  "anna.lindqvist@example.com": ["Anna Lindqvist", [CARE, ORDERS], { skills: { Fax: 4 } }],
  // Goes on leave.
  "pilar.serrano@example.com": ["Pilar Serrano", [CARE, ORDERS, SPANISH], {}],
};
