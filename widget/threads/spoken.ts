import type { ShownMessage } from '../../backend/shown.ts'
import type { Unsent } from '../outbox/unsent.ts'
import { clock } from '../parts/dates.ts'
import { listed, words } from '../words/index.ts'
import { inWords } from './in-words.ts'
import { nameOf } from './names.ts'

/** A message as one sentence for those who hear it: author, time, text, attachments, reactions, pinned. */
export function spoken(message: ShownMessage, unsent: Unsent | undefined): string {
  const { author, at, text, files, tasks, reactions, quote, editedAt, deletedAt, pinnedAt } = message
  const said = words.conversation
  const parts = [
    nameOf(author),
    clock(at),
    quote && said.answering(nameOf(quote.author)),
    deletedAt ? said.deleted(clock(deletedAt)) : text,
    files.length > 0 && said.attachments(listed(files.map(({ name }) => name))),
    tasks && said.tasks(listed(tasks.map(({ title }) => title))),
    reactions.length > 0 &&
      said.reactionsAre(reactions.map(({ emoji, people }) => `${emoji} ${people.length}`).join(', ')),
    editedAt && said.edited,
    pinnedAt && said.pinned,
    unsent && (unsent.failure ? said.sendFailed(inWords(unsent.failure.reason)) : said.queued),
  ]
  return parts.filter(Boolean).join(', ')
}
