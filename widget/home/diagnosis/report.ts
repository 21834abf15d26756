/** The diagnosis as text, to be sent to whoever helps. Made of what is on the screen, where no secret is. */
import type { Diagnosis } from '../../../backend/shown.ts'
import { homeWords } from '../words/index.ts'
import { detailsOf } from './details.ts'

export function reportOf({ at, portal, findings }: Diagnosis): string {
  const say = homeWords.diagnosis
  const lines = findings.flatMap((finding) => {
    const { title } = say[finding.about]
    const details = detailsOf(finding).map(
      ([label, value]) => `  ${[label, value].filter(Boolean).join(': ')}`,
    )
    return [`[${say[finding.state]}] ${title}`, ...details]
  })
  return [`Dealthread, ${portal}, ${at}`, '', ...lines, ''].join('\n')
}
