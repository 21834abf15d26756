/** Why files could not be attached, in words. */
import { limits } from '../card/card.model.ts'
import { fileSize } from '../files/size.ts'
import { toast } from '../parts/toast.ts'
import { openedWords } from '../words/opened.ts'
import type { Refusal } from './attachments.model.ts'

/** Names the files that were not even tried, with the reason of the first. */
export function tellRefused(refusals: Refusal[]): void {
  const [first] = refusals
  if (first)
    toast({ text: `${refusals.map(({ name }) => name).join(', ')}: ${refusalInWords(first.reason)}` })
}

/** Why a file cannot be attached or could not be stored. */
export function refusalInWords(reason: string): string {
  const say = openedWords().upload
  switch (reason) {
    case 'file_too_large':
      return say.tooLarge(fileSize(limits.value.file))
    case 'file_empty':
      return say.empty
    case 'too_many_files':
      return say.tooMany(limits.value.files)
    case 'file_type_refused':
      return say.refusedType
    case 'file_infected':
      return say.infected
    case 'share_full':
      return say.shareFull
    case 'scanner_unreachable':
      return say.unscanned
    default:
      return say.failed
  }
}
