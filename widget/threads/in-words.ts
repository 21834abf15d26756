import type { Failed, Result } from '../api.ts'
import { toast } from '../parts/toast.ts'
import { words } from '../words/index.ts'

/** A reason of the server as a sentence. */
export function inWords(reason: string): string {
  const known: Record<string, string> = words.conversation.refused
  return known[reason] ?? words.conversation.refused.other
}

/** Says what did not work; nothing when it did. */
export function tellFailure(answer: Result<unknown> | undefined): void {
  if (answer && !answer.ok) toast({ text: inWords((answer satisfies Failed).reason) })
}
