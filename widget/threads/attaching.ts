import { limits } from '../card/card.model.ts'
import { fileSize } from '../files/size.ts'
import { toast } from '../parts/toast.ts'
import { words } from '../words/index.ts'
import { attach, type Refusal } from './attachments.model.ts'

/** Attaches what fits and says of the rest why it does not. */
export function attachFiles(thread: string, files: readonly File[]): void {
  const refusals = attach(thread, files)
  const [first] = refusals
  if (first) toast({ text: `${refusals.map(({ name }) => name).join(', ')}: ${why(first.reason)}` })
}

function why(reason: Refusal['reason']): string {
  const { tooLarge, tooMany, empty } = words.file
  if (reason === 'file_too_large') return tooLarge(fileSize(limits.peek().file))
  return reason === 'file_empty' ? empty : tooMany(limits.peek().files)
}

/** Why a file could not be stored. */
export function failureInWords(reason: string): string {
  if (reason === 'file_too_large') return words.file.tooLarge(fileSize(limits.value.file))
  if (reason === 'file_type_refused') return words.file.refusedType
  return words.file.failed
}
