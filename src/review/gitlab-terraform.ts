import type { Plan } from "../model/plan.ts";

/**
 * A plan as GitLab's report for Terraform, of which a merge request shows "X to add, Y to change, Z to delete": users to activate,
 * to update and to deactivate. Counts alone, since GitLab shows the file to all who may see the job.
 */
export function renderGitlabTerraform({ summary: { activate, update, deactivate } }: Plan): string {
  return `${JSON.stringify({ create: activate, update, delete: deactivate })}\n`;
}
