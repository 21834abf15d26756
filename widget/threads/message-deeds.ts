/** What is done with a message by a key, a button or its menu. */
import type { ShownMessage } from '../../backend/shown.ts'
import { answer, edit } from './composer.model.ts'
import { focusField } from './focus-field.ts'
import { tellFailure } from './in-words.ts'
import { togglePin } from './message.model.ts'
import { unreadFrom } from './reading.model.ts'

export function reply(message: ShownMessage): void {
  answer(message)
  focusField()
}

export function change(message: ShownMessage): void {
  edit(message)
  focusField()
}

export async function pin(message: ShownMessage): Promise<void> {
  tellFailure(await togglePin(message))
}

export async function unread(message: ShownMessage): Promise<void> {
  tellFailure(await unreadFrom(message))
}
