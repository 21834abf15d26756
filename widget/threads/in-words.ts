import type { Failed, Result } from '../api.ts'
import { fetched } from '../parts/later.tsx'
import { toast } from '../parts/toast.ts'
import { words } from '../words/index.ts'

let rare: Record<string, string> = {}
/** When the page is idle; whoever needs them sooner is told less until then. */
const fetchRare = fetched(async () => {
  rare = (await import('../words/refused.ts')).rarelyRefused()
})

/** A reason of the server as a sentence. */
export function inWords(reason: string): string {
  const known: Record<string, string> = words.conversation.refused
  const word = known[reason] ?? rare[reason]
  if (!word) void fetchRare().catch(() => {})
  return word ?? words.conversation.refused.other
}

/** Says what did not work; nothing when it did. */
export function tellFailure(answer: Result<unknown> | undefined): void {
  if (answer && !answer.ok) toast({ text: inWords((answer satisfies Failed).reason) })
}
