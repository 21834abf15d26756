/**
 * Whether a solution is put together as the platform wants it. An import that fails says little or nothing, and the published
 * schemas do not know code components; these rules hold for Microsoft's own packages too.
 */
import { controlRules } from './control-rules.ts'
import { fileRules } from './file-rules.ts'
import { formRules } from './form-rules.ts'
import { documentsIn, type Files, firstRules, type Rule } from './rule.ts'
import { solutionRules } from './solution-rules.ts'
import { webResourceRules } from './web-resource-rules.ts'

export const rules: Rule[] = [
  ...fileRules,
  ...solutionRules,
  ...controlRules,
  ...webResourceRules,
  ...formRules,
]

export interface Broken {
  rule: string
  message: string
}

/** Every rule that is broken, with where; empty for a sound solution. */
export function validate(files: Files): Broken[] {
  const first = firstRules.flatMap(({ name, broken }) => named(name, broken(files)))
  if (first.length > 0) return first
  const documents = documentsIn(files)
  return rules.flatMap(({ name, broken }) => named(name, broken(documents)))
}

const named = (rule: string, messages: string[]): Broken[] => messages.map((message) => ({ rule, message }))
